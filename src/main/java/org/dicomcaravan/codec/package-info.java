/**
 * Frames and their samples: the plugin interfaces {@link org.dicomcaravan.codec.FrameDecoder} and
 * {@link org.dicomcaravan.codec.FrameEncoder}, the registry of what is installed, and the built-in codecs. Knows
 * {@code dicom} only.
 */
package org.dicomcaravan.codec;
