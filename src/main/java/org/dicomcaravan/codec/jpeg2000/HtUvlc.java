package org.dicomcaravan.codec.jpeg2000;

/**
 * The U-VLC code of two quads' exponent bounds above their predictions (ITU-T T.814, 7.3.6, Table 3): first the
 * prefixes of both, then their suffixes. Which of them are there is told by a mode: 1 for the first quad plus 2 for the
 * second one; in a block's first row, where they share some bits, both is {@link #NOT_BOTH_LARGE} or
 * {@link #BOTH_LARGE}.
 */
final class HtUvlc {

    /** Of the first row, both quads, at least one of them 2 or less. */
    static final int NOT_BOTH_LARGE = 4;

    /** Of the first row, both quads, and each of them more than 2. */
    static final int BOTH_LARGE = 5;

    /** Bits that {@link #TABLE} is asked with. */
    static final int LOOKED_UP = 8;

    /**
     * What {@link #decode} gives, by mode and the next bits; 0 where these are not enough, and in mode 0, without any
     * bits. Just two quads with one of 5 or more can need more bits.
     */
    static final int[] TABLE = new int[(BOTH_LARGE + 1) << LOOKED_UP];

    /** In what {@link #decode} gives, the number of bits. */
    static final int LENGTH = 0x1F;

    /** Where {@link #decode} has the first quad's number. */
    static final int FIRST = 16;

    /** Where {@link #decode} has the second quad's number. */
    static final int SECOND = 24;

    static {
        for (int mode = 1; mode <= BOTH_LARGE; mode++) {
            for (int bits = 0; bits < 1 << LOOKED_UP; bits++) {
                int decoded = decode(mode, bits);
                TABLE[mode << LOOKED_UP | bits] = (decoded & LENGTH) <= LOOKED_UP ? decoded : 0;
            }
        }
    }

    private HtUvlc() {}

    /**
     * Decodes any word but its extensions (u_ext), which only bounds above 32 have: more than there are bit-planes.
     *
     * @param bits at least the next 16 ones, the first one lowest
     * @return {@link #LENGTH} of the word, and the numbers of the {@link #FIRST} and {@link #SECOND} quad
     */
    static int decode(int mode, int bits) {
        boolean hasFirst = mode != 2;
        boolean hasSecond = mode != 1;
        int first = hasFirst ? prefix(bits) : 0;
        int length = prefixLength(first);
        boolean single = mode == NOT_BOTH_LARGE && first > 2; // then the second one is 1 or 2
        int second = single ? 1 + (bits >>> length & 1) : hasSecond ? prefix(bits >>> length) : 0;
        length += single ? 1 : prefixLength(second);
        int suffix = suffixLength(first);
        first += bits >>> length & (1 << suffix) - 1;
        length += suffix;
        suffix = suffixLength(second);
        second += bits >>> length & (1 << suffix) - 1;
        length += suffix;
        int more = mode == BOTH_LARGE ? 2 : 0;
        return length | (first + more) << FIRST | (second + more) << SECOND;
    }

    /** The word of two numbers up to 32, and where {@link #decode} has the first number, its length. */
    static int encode(int mode, int first, int second) {
        int more = mode == BOTH_LARGE ? 2 : 0;
        boolean single = mode == NOT_BOTH_LARGE && first > 2;
        int one = prefixOf(first - more);
        int two = single ? 0 : prefixOf(second - more);
        int bits = prefixBits(one);
        int length = prefixLength(one);
        bits |= (single ? second - 1 : prefixBits(two)) << length;
        length += single ? 1 : prefixLength(two);
        bits |= first - more - one << length;
        length += suffixLength(one);
        if (!single) {
            bits |= second - more - two << length;
            length += suffixLength(two);
        }
        return bits | length << FIRST;
    }

    private static int prefixOf(int number) {
        return number <= 2 ? number : number <= 4 ? 3 : 5;
    }

    private static int prefixBits(int prefix) {
        return prefix == 0 || prefix == 5 ? 0 : 1 << prefix - 1;
    }

    /** The number that a prefix stands for, to which its suffix is added. */
    private static int prefix(int bits) {
        int zeros = Integer.numberOfTrailingZeros(bits);
        return zeros < 3 ? zeros + 1 : 5;
    }

    private static int prefixLength(int prefix) {
        return Math.min(prefix, 3);
    }

    private static int suffixLength(int prefix) {
        return switch (prefix) {
            case 3 -> 1;
            case 5 -> 5;
            default -> 0;
        };
    }
}
