/** The transcoders that come with the program: DICOM, uncompressed and stored frames, PNG and JPEG. */
package org.dicomcaravan.transcode.builtin;
