package org.dicomcaravan.dicom.writing;

import org.dicomcaravan.dicom.reading.ByteWindow;

/** Counts what would be written. */
final class CountingOutput implements EncodedOutput {

    private long count;

    long count() {
        return count;
    }

    @Override
    public void write(byte[] bytes, int length) {
        count += length;
    }

    @Override
    public void copy(ByteWindow window, long offset, long length, int word) {
        count += length;
    }

    @Override
    public void copy(Opening opening, long length) {
        count += length;
    }
}
