package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.ByteWindow;

/** Takes the bytes of an encoded data set: writes them, or only counts them. */
interface EncodedOutput {

    void write(byte[] bytes, int length) throws IOException;

    /**
     * Bytes out of a source, the words turned round if {@code word} is more than 1. What makes no whole word at the end
     * stays as it is.
     */
    void copy(ByteWindow window, long offset, long length, int word) throws IOException;

    /** {@code length} bytes of a stream that is opened only if they are written. */
    void copy(Opening opening, long length) throws IOException, DicomException;

    /** Opens a stream. */
    interface Opening {
        InputStream open() throws IOException, DicomException;
    }
}
