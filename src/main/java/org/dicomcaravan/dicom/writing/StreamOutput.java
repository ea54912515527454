package org.dicomcaravan.dicom.writing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.ByteWindow;
import org.dicomcaravan.io.WordSwapStream;

/** Writes to a stream in large pieces. Flush it at the end; the stream stays open. */
final class StreamOutput implements EncodedOutput {

    /** A multiple of every word, so that words are never parted. */
    private static final int BUFFER = 64 << 10;
    /** Values up to this come out of the window's page, in one read with their neighbours. */
    private static final int SMALL = 4 << 10;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    StreamOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        if (filled + length > BUFFER) {
            flush();
        }
        if (length > BUFFER) {
            out.write(bytes, 0, length);
        } else {
            System.arraycopy(bytes, 0, buffer, filled, length);
            filled += length;
        }
    }

    @Override
    public void copy(ByteWindow window, long offset, long length, int word) throws IOException {
        if (length <= SMALL) {
            byte[] value = new byte[(int) length];
            window.read(offset, value);
            swap(value, value.length, word);
            write(value, value.length);
            return;
        }
        flush();
        for (long done = 0; done < length; ) {
            int count = (int) Math.min(BUFFER, length - done);
            window.source().readFully(offset + done, ByteBuffer.wrap(buffer, 0, count));
            swap(buffer, count, word);
            out.write(buffer, 0, count);
            done += count;
        }
    }

    private static void swap(byte[] bytes, int length, int word) {
        if (word > 1) {
            WordSwapStream.swap(bytes, length, word);
        }
    }

    @Override
    public void copy(Opening opening, long length) throws IOException, DicomException {
        flush();
        try (InputStream in = opening.open()) {
            long left = length;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(BUFFER, left));
                if (count < 0) {
                    throw new EOFException("a frame ends " + left + " bytes before its stated length of " + length);
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
