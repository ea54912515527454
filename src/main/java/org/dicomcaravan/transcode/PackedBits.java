package org.dicomcaravan.transcode;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.DicomException;

/**
 * Frames of single bits, each starting at a byte, as one run of bits without padding between them (PS3.5 8.1.1); the
 * first bit of a byte is the lowest one.
 */
final class PackedBits extends InputStream {

    /** Gives a frame's bits, packed from the lowest bit of its first byte on. */
    @FunctionalInterface
    interface Frames {
        byte[] frame(int number) throws IOException, DicomException;
    }

    private final int count;
    private final long bits;
    private final Frames frames;
    private int next;
    private byte[] frame = new byte[0];
    private long at;
    private long left;

    PackedBits(int count, long bits, Frames frames) {
        this.count = count;
        this.bits = bits;
        this.frames = frames;
    }

    @Override
    public int read() throws IOException {
        int value = 0;
        int filled = 0;
        while (filled < 8) {
            if (left == 0 && !advance()) {
                break;
            }
            value |= (frame[(int) (at >> 3)] >> (at & 7) & 1) << filled;
            at++;
            left--;
            filled++;
        }
        return filled == 0 ? -1 : value;
    }

    private boolean advance() throws IOException {
        if (next == count) {
            return false;
        }
        try {
            frame = frames.frame(next);
        } catch (DicomException e) {
            throw new ContentException(e);
        }
        next++;
        at = 0;
        left = bits;
        return true;
    }
}
