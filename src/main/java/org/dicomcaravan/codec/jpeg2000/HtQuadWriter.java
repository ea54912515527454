package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * Writes a code-block's coefficients to the three bit-streams of a cleanup pass, the reverse of {@link HtQuads} and
 * {@link HtMagnitudes} (ITU-T T.814, 7.3). Not thread-safe; reused for one block after the other.
 *
 * <p>Coefficients are given as twice the magnitude, plus one where negative.
 */
final class HtQuadWriter {

    /** In what {@link #write} gives, above the entry of {@link HtChoices}: the pattern of what is significant. */
    private static final int SIGNIFICANCE = 12;

    /** In what {@link #write} gives: by how much the exponents' bound is above its prediction, u. */
    private static final int ABOVE = 16;

    private static final int WORD_AND_LENGTH = 0x7FF;

    private final HtBitWriter magnitudes;
    private final HtBitWriter codewords;
    private final HtMelWriter events;

    /**
     * Of the lower coefficients in the row of quads before, twice the magnitude less one: for each quad that of its left
     * one and that of the one further to the left, together in one number, of which only the highest bit matters.
     */
    private final int[] above = new int[HtBlockEncoder.COLUMNS / 2 + 1];

    /** The same of the quad just written, for the one at its right. */
    private int leftOver;

    HtQuadWriter(HtBitWriter magnitudes, HtBitWriter codewords, HtMelWriter events) {
        this.magnitudes = magnitudes;
        this.codewords = codewords;
        this.events = events;
    }

    /** Writes a block's first row, where the context of a quad is what is at its left (formula 1). */
    void writeFirstRow(int[] upper, int[] lower, int quads) {
        char[] choices = HtChoices.of(true);
        Arrays.fill(above, 0, quads + 1, 0);
        leftOver = 0;
        int context = 0;
        for (int q = 0; q < quads; q += 2) {
            int left = write(upper, lower, q, context, choices, 0);
            context = atTheLeft(left);
            int right = 0;
            if (q + 1 < quads) {
                right = write(upper, lower, q + 1, context, choices, 0);
                context = atTheLeft(right);
            }
            int mode = 0;
            if (left >>> ABOVE != 0 && right >>> ABOVE != 0) {
                boolean large = Math.min(left, right) >>> ABOVE > 2;
                events.event(large);
                mode = large ? HtUvlc.BOTH_LARGE : HtUvlc.NOT_BOTH_LARGE;
            }
            append(left, right, mode);
        }
        above[quads] = leftOver;
    }

    private static int atTheLeft(int quad) {
        int rho = quad >>> SIGNIFICANCE & 0xF;
        return rho >>> 1 | rho & 1;
    }

    /** Writes a row below another one, where both make a context (formula 2). */
    void writeRow(int[] upper, int[] lower, int quads) {
        char[] choices = HtChoices.of(false);
        leftOver = 0;
        int west = 0;
        int north = above[0];
        for (int q = 0; q < quads; q += 2) {
            int northEast = above[q + 1];
            int context = west | (north == 0 ? 0 : 1) | (northEast == 0 ? 0 : 4);
            int left = write(upper, lower, q, context, choices, north | northEast);
            west = left >>> SIGNIFICANCE + 1 & 2 | left >>> SIGNIFICANCE + 2 & 2;
            int right = 0;
            if (q + 1 < quads) {
                north = above[q + 2];
                context = west | (northEast == 0 ? 0 : 1) | (north == 0 ? 0 : 4);
                right = write(upper, lower, q + 1, context, choices, northEast | north);
                west = right >>> SIGNIFICANCE + 1 & 2 | right >>> SIGNIFICANCE + 2 & 2;
            }
            append(left, right, 0);
        }
        above[quads] = leftOver;
    }

    /**
     * Writes a quad's event and its magnitudes.
     *
     * @param near what is above it in {@link #above}
     * @return its codeword, significance and what its bound is above the predicted one
     */
    private int write(int[] upper, int[] lower, int q, int context, char[] choices, int near) {
        int x0 = upper[2 * q];
        int x1 = lower[2 * q];
        int x2 = upper[2 * q + 1];
        int x3 = lower[2 * q + 1];
        int rho = -x0 >>> 31 | -x1 >>> 31 << 1 | -x2 >>> 31 << 2 | -x3 >>> 31 << 3;
        if (context == 0) {
            events.event(rho != 0);
        }
        int e0 = (x0 - 2 | 1) & -x0 >> 31;
        int e1 = (x1 - 2 | 1) & -x1 >> 31;
        int e2 = (x2 - 2 | 1) & -x2 >> 31;
        int e3 = (x3 - 2 | 1) & -x3 >> 31;
        above[q] = leftOver | e1;
        leftOver = e3;
        if (rho == 0) {
            return choices[context << 8];
        }
        int predicted = (rho & rho - 1) == 0 ? 1 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(near | 2);
        int bound = Math.max(predicted, Integer.SIZE - Integer.numberOfLeadingZeros(e0 | e1 | e2 | e3));
        int largest = 0;
        if (bound > predicted) {
            int top = bound - 1;
            largest = e0 >>> top | e1 >>> top << 1 | e2 >>> top << 2 | e3 >>> top << 3;
        }
        int entry = choices[context << 8 | rho << 4 | largest];
        appendMagnitudes(x0, x1, bound, rho, entry >>> HtChoices.KNOWN);
        appendMagnitudes(x2, x3, bound, rho >>> 2, entry >>> HtChoices.KNOWN + 2);
        return entry & WORD_AND_LENGTH | rho << SIGNIFICANCE | bound - predicted << ABOVE;
    }

    /** Of two coefficients each, if it is significant, twice the magnitude less two and with the sign (7.3.8). */
    private void appendMagnitudes(int first, int second, int bound, int rho, int known) {
        int firstLength = (bound - (known & 1)) & -(rho & 1);
        int secondLength = (bound - (known >>> 1 & 1)) & -(rho >>> 1 & 1);
        long word = (first - 2 & (1 << firstLength) - 1) | (long) (second - 2 & (1 << secondLength) - 1) << firstLength;
        magnitudes.append(word, firstLength + secondLength);
    }

    /** Appends the codewords of a pair of quads, and what their bounds are above the predictions (7.3.6). */
    private void append(int left, int right, int firstRowMode) {
        int first = left >>> ABOVE;
        int second = right >>> ABOVE;
        int both = first == 0 && second == 0 ? 0 : HtUvlc.encode(firstRowMode, first, second);
        int length = left >>> HtChoices.LENGTH & 7;
        long word = left & HtChoices.WORD | (right & HtChoices.WORD) << length;
        length += right >>> HtChoices.LENGTH & 7;
        word |= (long) (both & 0xFFFF) << length;
        codewords.append(word, length + (both >>> HtUvlc.FIRST));
    }
}
