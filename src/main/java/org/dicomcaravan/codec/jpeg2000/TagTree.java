package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * A tag tree (Annex B.10.2): numbers of code-blocks, each told no further than needed, with help of the minima of 2 x 2
 * of them, of 4 x 4 and so on.
 */
final class TagTree {

    private final TagTree parent;
    private final int columns;
    private final int[] values;

    /** By node: what its number is known to reach at least. */
    private final int[] reached;

    private final boolean[] known;

    /** A tree over these numbers, row by row. */
    TagTree(int columns, int[] values) {
        this.columns = columns;
        this.values = values;
        this.reached = new int[values.length];
        this.known = new boolean[values.length];
        this.parent = values.length > 1 ? new TagTree((columns + 1) / 2, minima(columns, values)) : null;
    }

    private static int[] minima(int columns, int[] values) {
        int half = (columns + 1) / 2;
        int[] minima = new int[half * ((values.length / columns + 1) / 2)];
        Arrays.fill(minima, Integer.MAX_VALUE);
        for (int i = 0; i < values.length; i++) {
            int to = i / columns / 2 * half + i % columns / 2;
            minima[to] = Math.min(minima[to], values[i]);
        }
        return minima;
    }

    /** Writes the bits that tell whether a number is less than {@code threshold}, and if so which one it is. */
    void write(int index, int threshold, HeaderBits bits) {
        if (parent != null) {
            int above = index / columns / 2 * parent.columns + index % columns / 2;
            parent.write(above, threshold, bits);
            reached[index] = Math.max(reached[index], parent.reached[above]);
        }
        while (!known[index] && reached[index] < threshold) {
            if (reached[index] == values[index]) {
                bits.write(1);
                known[index] = true;
            } else {
                bits.write(0);
                reached[index]++;
            }
        }
    }
}
