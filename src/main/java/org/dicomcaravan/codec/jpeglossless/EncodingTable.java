package org.dicomcaravan.codec.jpeglossless;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The best Huffman table for how often each category of differences occurs (ISO/IEC 10918-1 K.2): no code is longer
 * than 16 bits or all ones. Immutable.
 */
final class EncodingTable {

    /** Categories there are, 0 to 16. */
    static final int CATEGORIES = 17;

    private static final int LONGEST = 16;

    private final int[] lengths;
    private final int[] codes = new int[CATEGORIES];
    private final int[] order;

    /** @param counts of the categories; at least one is positive */
    EncodingTable(long[] counts) {
        lengths = lengths(counts);
        order = java.util.stream.IntStream.range(0, CATEGORIES)
                .filter(category -> lengths[category] > 0)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(category -> lengths[category]))
                .mapToInt(Integer::intValue)
                .toArray();
        int code = 0;
        int length = 0;
        for (int category : order) {
            code <<= lengths[category] - length;
            length = lengths[category];
            codes[category] = code++;
        }
    }

    /**
     * Lengths of the codes. One more symbol, the rarest, takes the code of all ones. Seventeen categories and this one
     * make codes of up to 17 bits: then the two longest are shortened at the cost of a shorter one (K.3).
     */
    private static int[] lengths(long[] counts) {
        long[] weight = Arrays.copyOf(counts, CATEGORIES + 1);
        weight[CATEGORIES] = 1;
        int[] length = new int[CATEGORIES + 1];
        int[] tree = new int[CATEGORIES + 1];
        for (int i = 0; i <= CATEGORIES; i++) {
            tree[i] = i;
        }
        while (true) {
            int least = rarest(weight, -1);
            int second = rarest(weight, least);
            if (second < 0) {
                break;
            }
            weight[least] += weight[second];
            weight[second] = 0;
            for (int i = 0; i <= CATEGORIES; i++) {
                if (tree[i] == least || tree[i] == second) {
                    tree[i] = least;
                    length[i]++;
                }
            }
        }
        return limited(counts, length);
    }

    /** The place of the smallest positive weight, the last of equals, apart from another place; -1 if there is none. */
    private static int rarest(long[] weight, int other) {
        int found = -1;
        for (int i = 0; i < weight.length; i++) {
            if (weight[i] > 0 && i != other && (found < 0 || weight[i] <= weight[found])) {
                found = i;
            }
        }
        return found;
    }

    /** The lengths without the reserved code's, by how often the categories occur, none beyond the limit. */
    private static int[] limited(long[] counts, int[] length) {
        int[] ofLength = new int[CATEGORIES + 2];
        for (int bits : length) {
            ofLength[bits]++;
        }
        ofLength[0] = 0;
        for (int bits = ofLength.length - 1; bits > LONGEST; bits--) {
            while (ofLength[bits] > 0) {
                int shorter = bits - 2;
                while (ofLength[shorter] == 0) {
                    shorter--;
                }
                ofLength[bits] -= 2;
                ofLength[bits - 1]++;
                ofLength[shorter + 1] += 2;
                ofLength[shorter]--;
            }
        }
        int longest = ofLength.length - 1;
        while (ofLength[longest] == 0) {
            longest--;
        }
        ofLength[longest]--;
        int[] lengths = new int[CATEGORIES];
        int[] byCount = java.util.stream.IntStream.range(0, CATEGORIES)
                .filter(category -> counts[category] > 0)
                .boxed()
                .sorted(java.util.Comparator.comparingLong((Integer category) -> -counts[category]))
                .mapToInt(Integer::intValue)
                .toArray();
        int bits = 1;
        for (int category : byCount) {
            while (ofLength[bits] == 0) {
                bits++;
            }
            lengths[category] = bits;
            ofLength[bits]--;
        }
        return lengths;
    }

    /** Bits of a category's code; 0 if it does not occur. */
    int length(int category) {
        return lengths[category];
    }

    /** A category's code, in its low bits. */
    int code(int category) {
        return codes[category];
    }

    /** The counts of lengths and the symbols, as a DHT segment has them (B.2.4.2). */
    void write(ByteArrayOutputStream out) {
        int[] ofLength = new int[LONGEST + 1];
        for (int category : order) {
            ofLength[lengths[category]]++;
        }
        for (int bits = 1; bits <= LONGEST; bits++) {
            out.write(ofLength[bits]);
        }
        for (int category : order) {
            out.write(category);
        }
    }

    /** Bytes of {@link #write}. */
    int size() {
        return LONGEST + order.length;
    }
}
