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

    private final HtBits magnitudes = new HtBits(LONGEST, 2 * COLUMNS * BITS / Byte.SIZE);

    /**
     * What was read for the lower coefficients of the row of quads before: for each quad that of its left one and that
     * of the one further to the left, together in one number, of which only the highest bit matters.
     */
    private final int[] above = new int[COLUMNS / 2 + 1];

    /** Two rows, for what lies outside of the block: a column after the last one, a row below. */
    private final int[] aside = new int[2 * COLUMNS];

    private int position;
    private int highest;
    private int scale;

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
            if (!both && (seen & 0b1010) != 0 || odd && (last & 0b1100) != 0) {
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
            if ((quad & 0xF) == 0) {
                upper[top + to] = 0;
                upper[top + to + 1] = 0;
                lower[bottom + to] = 0;
                lower[bottom + to + 1] = 0;
                above[i] = leftOver;
                leftOver = 0;
                continue;
            }
            seen |= quad;
            int bound = (quad >>> HtQuads.ABOVE) + predicted(quad, north | northWest);
            if (bound > highest) {
                throw DicomException.invalid("a code-block of JPEG 2000 has larger coefficients than bit-planes");
            }
            int v = read(bytes, at, quad, bound);
            upper[top + to] = coefficient(v, quad);
            at += length(quad, bound);
            v = read(bytes, at, quad >>> 1, bound);
            lower[bottom + to] = coefficient(v, quad >>> 1);
            at += length(quad >>> 1, bound);
            above[i] = leftOver | v;
            v = read(bytes, at, quad >>> 2, bound);
            upper[top + to + 1] = coefficient(v, quad >>> 2);
            at += length(quad >>> 2, bound);
            v = read(bytes, at, quad >>> 3, bound);
            lower[bottom + to + 1] = coefficient(v, quad >>> 3);
            at += length(quad >>> 3, bound);
            leftOver = v;
        }
        above[count] = leftOver;
        position = at;
        return seen;
    }

    /**
     * The predicted bound of a quad's exponents, kappa (formulas 5 and 6): one less than the largest exponent above it,
     * if more than one of its coefficients is significant, and at least 1.
     */
    private static int predicted(int quad, int above) {
        int rho = quad & 0xF;
        return (rho & rho - 1) == 0 ? 1 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(above | 2);
    }

    /** How many bits a coefficient has, m_n. */
    private static int length(int quad, int bound) {
        return (bound - (quad >>> HtQuads.KNOWN & 1)) & -(quad & 1);
    }

    /**
     * The number v_n with the sign in its lowest bit, above it the magnitude less one; and with a one in place of the
     * sign it is 2 mu - 1, which the exponent is taken of. 0 if not significant.
     */
    private static int read(byte[] bytes, int at, int quad, int bound) {
        int length = length(quad, bound);
        int low = (int) HtBits.at(bytes, at) & (1 << length) - 1;
        return low | (quad >>> HtQuads.REACHING & 1) << length;
    }

    private int coefficient(int v, int quad) {
        int sign = -(v & 1);
        int twice = ((v | 1) + 2) * scale;
        return ((twice ^ sign) - sign) & -(quad & 1);
    }
}
