package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * Decodes the signs and magnitudes of a code-block's coefficients, as far as its cleanup pass has them (ITU-T T.814,
 * 7.3.7 and 7.3.8). Not thread-safe; reused for one block after the other.
 */
final class HtMagnitudes {

    private static final int COEFFICIENTS = 4096;
    private static final int COLUMNS = 1024;

    /** Bits of one coefficient at most. */
    private static final int BITS = 31;

    /** Bytes that all coefficients take at most: of sixteen bits one may be stuffed. */
    private static final int LONGEST = COEFFICIENTS * BITS / Byte.SIZE * 16 / 15 + Long.BYTES;

    /** In a quad, whether its lower or its right coefficients are significant. */
    private static final int LOWER = 0b1010 << HtQuads.SIGNIFICANCE;

    private static final int RIGHT = 0b1100 << HtQuads.SIGNIFICANCE;

    /** From this index, for bounds of 29, the bits of two coefficients may be more than {@link HtBits#at} has. */
    private static final int LARGE = 29 << 6;

    /** The lower half of a number for the upper one of two coefficients, and the upper half for the one below. */
    private static final int HALF = 32;

    private static final long HALVES = 1L << HALF | 1;
    private static final long LOW = (1L << HALF) - 1;

    /**
     * For two coefficients, by bound and what a quad tells of them: which bits after the sign are their own; what is
     * added to these for 2 mu + 1, which is three and the bit that is known of them, or 0 if not significant; and how
     * many bits the first one has, and from bit 8 on how many both have.
     */
    private static final long[] FIELDS = new long[HALF << 6];

    static {
        for (int bound = 1; bound < HALF; bound++) {
            for (int told = 0; told < 16; told++) {
                int first = length(told & 3, bound);
                int second = length(told >>> 2, bound);
                int at = bound << 6 | told << 2;
                FIELDS[at] = own(first) | own(second) << HALF;
                FIELDS[at + 1] = added(told & 3, first) | added(told >>> 2, second) << HALF;
                FIELDS[at + 2] = first | first + second << 8;
            }
        }
    }

    private final HtBits magnitudes = new HtBits(LONGEST, 2 * COLUMNS * BITS / Byte.SIZE);

    /**
     * Of the lower coefficients in the row of quads before, twice the magnitude less one: for each quad that of its left
     * one and that of the one further to the left, together in one number, of which only the highest bit matters.
     */
    private final int[] above = new int[COLUMNS / 2 + 1];

    /** Two rows, for what lies outside of the block: a column after the last one, a row below. */
    private final int[] aside = new int[2 * COLUMNS];

    private int position;
    private int highest;
    private int scale;

    /** How many bits a coefficient has, m_n. */
    private static int length(int told, int bound) {
        return told == 0 ? 0 : told == 1 ? bound : bound - 1;
    }

    private static long own(int length) {
        return (1L << length) - 1 & ~1;
    }

    private static long added(int told, int length) {
        return told == 0 ? 0 : told == 3 ? 3 + (1L << length) : 3;
    }

    /**
     * Decodes all coefficients.
     *
     * @param planes bit-planes that are left, with the one that the cleanup pass ends with
     */
    void decode(byte[] data, int from, int length, HtQuads quads, int planes, int width, int height, int[] into)
            throws DicomException {
        int columns = (width + 1) / 2;
        boolean odd = width % 2 == 1;
        position = 0;
        highest = Integer.SIZE - planes;
        scale = 1 << (planes - 1);
        magnitudes.forward(data, from, length, -1, 4 * BITS * columns);
        Arrays.fill(above, 0, columns + 1, 0);
        int first = 0;
        for (int y = 0; y < height; y += 2, first += quads.stride()) {
            position = Math.min(position, magnitudes.end()); // so that no more than what is ahead is ever read
            boolean both = y + 1 < height;
            int[] upper = odd ? aside : into;
            int[] lower = odd || !both ? aside : into;
            int top = odd ? 0 : y * width;
            int bottom = odd || !both ? COLUMNS : top + width;
            int seen = decodeRow(quads.quads(), first, columns, upper, top, lower, bottom);
            int last = quads.quads()[first + columns - 1];
            if (!both && (seen & LOWER) != 0 || odd && (last & RIGHT) != 0) {
                throw DicomException.invalid("a code-block of JPEG 2000 has coefficients outside of itself");
            }
            if (odd) {
                System.arraycopy(aside, 0, into, y * width, width);
                System.arraycopy(aside, COLUMNS, into, (y + 1) * width, both ? width : 0);
            }
        }
    }

    /** Decodes a row of quads; whatever is significant in any of them. */
    private int decodeRow(int[] quads, int first, int count, int[] upper, int top, int[] lower, int bottom)
            throws DicomException {
        byte[] bytes = magnitudes.bytes();
        int at = position;
        int seen = 0;
        int northWest = above[0];
        int leftOver = 0;
        for (int i = 0; i < count; i++) {
            int quad = quads[first + i];
            int to = 2 * i;
            int north = northWest;
            northWest = above[i + 1];
            if (quad == 0) {
                clear(upper, top + to);
                clear(lower, bottom + to);
                above[i] = leftOver;
                leftOver = 0;
                continue;
            }
            seen |= quad;
            int bound = (quad >>> HtQuads.ABOVE) + predicted(quad, north | northWest);
            if (bound > highest) {
                throw DicomException.invalid("a code-block of JPEG 2000 has larger coefficients than bit-planes");
            }
            int field = bound << 6 | quad << 2 & 0x3C;
            long bits = two(bytes, at, field);
            long twice = twice(bits, field);
            long both = coefficients(bits, field, twice);
            upper[top + to] = (int) both;
            lower[bottom + to] = (int) (both >>> HALF);
            above[i] = leftOver | exponent(twice);
            at += (int) FIELDS[field + 2] >>> 8;
            field = bound << 6 | quad >>> 2 & 0x3C;
            bits = two(bytes, at, field);
            twice = twice(bits, field);
            both = coefficients(bits, field, twice);
            upper[top + to + 1] = (int) both;
            lower[bottom + to + 1] = (int) (both >>> HALF);
            leftOver = exponent(twice);
            at += (int) FIELDS[field + 2] >>> 8;
        }
        above[count] = leftOver;
        position = at;
        return seen;
    }

    private static void clear(int[] row, int at) {
        row[at] = 0;
        row[at + 1] = 0;
    }

    /**
     * The predicted bound of a quad's exponents, kappa (formulas 5 and 6): one less than the largest exponent above it,
     * if more than one of its coefficients is significant, and at least 1.
     */
    private static int predicted(int quad, int above) {
        int rho = quad >>> HtQuads.SIGNIFICANCE & 0xF;
        return (rho & rho - 1) == 0 ? 1 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(above | 2);
    }

    /** The bits of two coefficients, and more. */
    private static long two(byte[] bytes, int at, int field) {
        int first = (int) FIELDS[field + 2] & 0xFF;
        long bits = HtBits.at(bytes, at);
        long next = field < LARGE ? bits >>> first : HtBits.at(bytes, at + first);
        return bits & LOW | next << HALF;
    }

    /** Of each of two coefficients 2 mu + 1, or 0. */
    private static long twice(long bits, int field) {
        return (bits & FIELDS[field]) + FIELDS[field + 1];
    }

    /** Two coefficients, of which the lowest bits are the signs. */
    private long coefficients(long bits, int field, long twice) {
        long negative = bits & FIELDS[field + 1] & HALVES;
        return (twice * scale ^ (negative << HALF) - negative) + negative;
    }

    /** What the exponent of the lower one of two coefficients is taken of, 2 mu - 1, or 0. */
    private static int exponent(long twice) {
        return Math.max((int) (twice >>> HALF) - 2, 0);
    }
}
