package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * The refinements of a code-block in the bit-plane below that of its cleanup pass (ITU-T T.814, 7.4 and 7.5). Not
 * thread-safe; reused for one block after the other.
 *
 * <p>Coefficients are scanned in stripes of four rows, column by column. Significance is kept by four columns of a
 * stripe: row r of column c is bit 4c + r, so that the bits are in the order of the scan.
 */
final class HtRefinement {

    private static final int SIDE = 4;
    private static final int TOP = 0x1111_1111;
    private static final int BOTTOM = 0x8888_8888;

    /** Groups of four columns in the longest stripe. */
    private static final int GROUPS = 256;

    /** Bytes that the bits of 4096 coefficients take at most, two for each: of sixteen bits one may be stuffed. */
    private static final int LONGEST = 4096 * 2 / Byte.SIZE * 16 / 15 + Long.BYTES;

    private final HtBits bits = new HtBits(LONGEST, GROUPS * 2 * SIDE * SIDE / Byte.SIZE);

    /** What is significant after the cleanup pass, with a group more in each stripe, and a stripe more. */
    private final int[] significant = new int[1024];

    /** What is significant in the stripe above the current one, in the plane of the refinements. */
    private final int[] above = new int[GROUPS + 1];

    private int width;
    private int height;
    private int groups;

    /** Takes the significance that the cleanup pass left. */
    void begin(HtQuads quads, int blockWidth, int blockHeight) {
        width = blockWidth;
        height = blockHeight;
        groups = (width + SIDE - 1) / SIDE;
        int stride = groups + 1;
        int stripes = (height + SIDE - 1) / SIDE;
        Arrays.fill(significant, 0, stride * (stripes + 1), 0);
        for (int y = 0; y < height; y += 2) {
            int from = y / 2 * quads.stride();
            int to = y / SIDE * stride;
            for (int x = 0; x < width; x += 2) {
                int rho = quads.quads()[from + x / 2] >>> HtQuads.SIGNIFICANCE & 0xF;
                significant[to + x / SIDE] |= (rho & 3 | (rho & 12) << 2) << ((y & 2) + SIDE * (x & 2));
            }
        }
    }

    /**
     * Significance propagation (7.4): which coefficients next to significant ones are so in this plane, for up to
     * sixteen of them at a time, and then their signs.
     *
     * @param value of twice such a coefficient
     */
    void propagate(byte[] data, int from, int length, boolean verticallyCausal, int value, int[] into) {
        int ahead = groups * 2 * SIDE * SIDE;
        bits.forward(data, from, length, 0, ahead);
        Arrays.fill(above, 0, groups + 1, 0);
        int position = 0;
        for (int y = 0; y < height; y += SIDE) {
            position = Math.min(position, bits.end());
            position = propagate(y, position, verticallyCausal ? 0 : TOP, value, into);
        }
    }

    private int propagate(int y, int from, int belowMask, int value, int[] into) {
        int stripe = y / SIDE * (groups + 1);
        int rows = TOP * ((1 << Math.min(SIDE, height - y)) - 1);
        int position = from;
        int left = 0;
        for (int group = 0; group < groups; group++) {
            int at = stripe + group;
            int own = significant[at] | significant[at + 1] << 16;
            int down = significant[at + groups + 1] | significant[at + groups + 2] << 16;
            int around = (above[group] | above[group + 1] << 16) >>> 3 & TOP | (down & belowMask) << 3;
            int near = vertically(own) | around;
            int columns = Math.min(SIDE, width - SIDE * group);
            int inside = rows & (1 << SIDE * columns) - 1 & ~own;
            int candidates = (near | near << SIDE | near >>> SIDE | left) & inside;
            int fresh = 0;
            if (candidates != 0) {
                long word = HtBits.at(bits.bytes(), position);
                fresh = becoming(candidates, inside, word);
                int read = fresh >>> 16;
                fresh &= 0xFFFF;
                signs(fresh, word >>> read, value, into, y * width + SIDE * group);
                position += read + Integer.bitCount(fresh);
            }
            above[group] = own & 0xFFFF | fresh;
            left = (vertically(above[group]) | around) >>> 3 * SIDE & 0xF;
        }
        return position;
    }

    /** Each with those above and below it, within a stripe. */
    private static int vertically(int significant) {
        return significant | (significant & ~BOTTOM) << 1 | (significant & ~TOP) >>> 1;
    }

    /** Which of sixteen coefficients become significant, and above these bits how many were asked. */
    private static int becoming(int candidates, int inside, long bits) {
        int left = candidates;
        int fresh = 0;
        int read = 0;
        while (left != 0) {
            int one = left & -left;
            left ^= one;
            if ((bits >>> read++ & 1) != 0) {
                fresh |= one;
                int column = vertically(one);
                // those before it in the scan had their turn
                left |= (column | column << SIDE) & inside & -(one << 1);
            }
        }
        return fresh | read << 16;
    }

    private void signs(int fresh, long bits, int value, int[] into, int from) {
        long word = bits;
        for (int left = fresh; left != 0; left &= left - 1) {
            int bit = Integer.numberOfTrailingZeros(left);
            int sign = -((int) word & 1);
            into[from + bit / SIDE + bit % SIDE * width] = (value ^ sign) - sign;
            word >>>= 1;
        }
    }

    /**
     * Magnitude refinement (7.5): the next bit of what was significant after the cleanup pass.
     *
     * @param half of what the bit counts in twice a coefficient
     */
    void refine(byte[] data, int from, int length, int half, int[] into) {
        bits.refinements(data, from, length, groups * SIDE * SIDE);
        int position = 0;
        for (int y = 0; y < height; y += SIDE) {
            position = Math.min(position, bits.end());
            for (int group = 0; group < groups; group++) {
                int own = significant[y / SIDE * (groups + 1) + group];
                if (own != 0) {
                    refine(own, HtBits.at(bits.bytes(), position), half, into, y * width + SIDE * group);
                    position += Integer.bitCount(own);
                }
            }
        }
    }

    private void refine(int own, long bits, int half, int[] into, int from) {
        long word = bits;
        for (int left = own; left != 0; left &= left - 1) {
            int bit = Integer.numberOfTrailingZeros(left);
            int at = from + bit / SIDE + bit % SIDE * width;
            int away = 2 * half * ((int) word & 1) - half;
            int sign = into[at] >> 31;
            into[at] += (away ^ sign) - sign;
            word >>>= 1;
        }
    }
}
