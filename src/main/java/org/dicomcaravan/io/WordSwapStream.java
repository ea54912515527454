package org.dicomcaravan.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Turns the bytes of each word round; bytes that make no whole word at the end stay as they are. */
public final class WordSwapStream extends InputStream {

    private final InputStream in;
    private final int word;
    private final byte[] buffer = new byte[8 << 10];
    private int at;
    private int end;

    /** A stream whose words have {@code word} bytes: 2, 4 or 8. */
    public WordSwapStream(InputStream in, int word) {
        this.in = in;
        this.word = word;
    }

    /** Turns the words of an array round in place. */
    public static void swap(byte[] bytes, int length, int word) {
        if (word == 2) {
            for (int i = 0; i + 1 < length; i += 2) {
                byte b = bytes[i];
                bytes[i] = bytes[i + 1];
                bytes[i + 1] = b;
            }
            return;
        }
        for (int start = 0; start + word <= length; start += word) {
            for (int i = start, j = start + word - 1; i < j; i++, j--) {
                byte b = bytes[i];
                bytes[i] = bytes[j];
                bytes[j] = b;
            }
        }
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = in.readNBytes(buffer, 0, buffer.length);
        swap(buffer, end, word);
        return end > 0;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
