/**
 * What an instance becomes: the transcoder plugins, the chain that asks them, and the built-in ones for DICOM,
 * uncompressed and stored frames, PNG and JPEG.
 *
 * <p>A plugin implements {@link org.dicomcaravan.transcode.Transcoder}; everything else in here is what it is given or
 * what it may use. The server uses {@link org.dicomcaravan.transcode.TranscoderChain}.
 */
package org.dicomcaravan.transcode;
