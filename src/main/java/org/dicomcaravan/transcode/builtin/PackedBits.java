package org.dicomcaravan.transcode.builtin;

import java.io.IOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.BlockStream;
import org.dicomcaravan.transcode.ContentException;

/**
 * Frames of single bits, each starting at a byte, as one run of bits without padding between them (PS3.5 8.1.1); the
 * first bit of a byte is the lowest one.
 */
final class PackedBits extends BlockStream {

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
    public int read(byte[] into, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && (left > 0 || advance())) {
            into[offset + done] = (byte) pack();
            done++;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /** The next eight bits, or what is left of them. */
    private int pack() throws IOException {
        int value = 0;
        for (int filled = 0; filled < 8 && (left > 0 || advance()); filled++) {
            value |= (frame[(int) (at >> 3)] >> (at & 7) & 1) << filled;
            at++;
            left--;
        }
        return value;
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
