package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * A frame's words as the numbers that are transformed: symmetric around zero (DC level shift, Annex G.1), and RGB as
 * luminance and two differences (Annex G.2).
 */
final class SampleReader {

    private final DecodedFrame frame;
    private final boolean signed;
    private final int precision;
    private final boolean colourTransform;

    /** A reader of words of one or two bytes. */
    SampleReader(DecodedFrame frame, FrameShape declared) {
        this.frame = frame;
        this.signed = declared.signed();
        this.precision = precision(frame, declared);
        this.colourTransform = frame.samplesPerPixel() == 3
                && frame.photometricInterpretation().equals("RGB");
    }

    /**
     * Bits of a sample that the codestream has to keep: Bits Stored, or the whole word where that would change one,
     * since something is in the other bits.
     */
    int precision() {
        return precision;
    }

    boolean signed() {
        return signed;
    }

    /** Whether {@link #plane} transforms colours. */
    boolean colourTransform() {
        return colourTransform;
    }

    /** One component of a tile, row by row. */
    int[] plane(int component, Tile tile) throws InterruptedIOException {
        int width = tile.width();
        int[] plane = new int[width * tile.height()];
        int[] green = new int[width];
        int[] blue = new int[width];
        for (int y = 0; y < tile.height(); y++) {
            Cancellation.check();
            int from = y * width;
            int pixel = (tile.y() + y) * frame.columns() + tile.x();
            if (!colourTransform) {
                read(component, pixel, plane, from, width);
                continue;
            }
            read(component == 1 ? 2 : 0, pixel, plane, from, width);
            read(1, pixel, green, 0, width);
            if (component > 0) {
                for (int x = 0; x < width; x++) {
                    plane[from + x] -= green[x];
                }
                continue;
            }
            read(2, pixel, blue, 0, width);
            for (int x = 0; x < width; x++) {
                plane[from + x] = (plane[from + x] + 2 * green[x] + blue[x]) >> 2;
            }
        }
        return plane;
    }

    private void read(int component, int pixel, int[] into, int from, int count) {
        byte[] samples = frame.samples();
        int shift = signed ? 0 : 1 << (precision - 1);
        int components = frame.samplesPerPixel();
        if (frame.bitsAllocated() == 8) {
            int mask = signed ? -1 : 0xFF;
            int at = pixel * components + component;
            for (int i = 0; i < count; i++, at += components) {
                into[from + i] = (samples[at] & mask) - shift;
            }
        } else {
            int mask = signed ? -1 : 0xFFFF;
            int at = 2 * (pixel * components + component);
            for (int i = 0; i < count; i++, at += 2 * components) {
                into[from + i] = (((samples[at] & 0xFF) | (samples[at + 1] << 8)) & mask) - shift;
            }
        }
    }

    private static int precision(DecodedFrame frame, FrameShape declared) {
        int allocated = frame.bitsAllocated();
        int stored = declared.bitsStored();
        if (stored < 1 || stored >= allocated || declared.highBit() != stored - 1) {
            return allocated;
        }
        int unused = declared.signed() ? stored - 1 : stored; // of a negative number these are all ones, then inverted
        return used(frame.samples(), allocated / 8, declared.signed()) >>> unused == 0 ? stored : allocated;
    }

    /** All bits that any word has set, those of negative numbers inverted. */
    private static int used(byte[] samples, int bytes, boolean signed) {
        int used = 0;
        int low = 0;
        for (int i = bytes - 1; i < samples.length; i += bytes) {
            int inversion = signed ? samples[i] >> 7 : 0;
            used |= samples[i] ^ inversion;
            if (bytes == 2) {
                low |= samples[i - 1] ^ inversion;
            }
        }
        return bytes == 2 ? (used & 0xFF) << 8 | (low & 0xFF) : used & 0xFF;
    }
}
