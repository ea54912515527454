package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * The state of the MQ decoder (Annex C.3) between the passes that {@link BlockDecoder} decodes with it. For one codeword
 * segment after the other; not thread-safe.
 *
 * <p>A segment's stuffed bits and the carries that they take up are resolved when it begins, so that decoding shifts plain
 * bits. Behind its end all bits are ones, as the standard wants them.
 */
final class MqDecoder {

    /** Where in {@link #code} the 16 bits begin that an interval is compared with. */
    static final int WINDOW = 47;

    static final int FULL_INTERVAL = 0x8000;

    /** Plain bits that have to be below the window: as many as one decision may take. */
    static final int FEWEST = 16;

    static final long WORD = 0xFFFF_FFFFL;

    /**
     * By state of {@link MqStates}: the probability of the less probable symbol in the upper 16 bits, the states after the
     * more and the less probable one in 7 bits each, and in the lowest bit the more probable symbol.
     */
    static final int[] STATES = states();

    private static final int[] INITIAL_STATES = initialStates();

    /** By context, an entry of {@link #STATES}. */
    final int[] states = new int[INITIAL_STATES.length];

    /** The segment as plain bits, highest first; then a word of ones, which stands for all that follow. */
    int[] words = new int[1024];

    /** Where the word of ones is. */
    int last;

    /** Where the next word is. */
    int at;

    /** C of the standard: 16 bits from {@link #WINDOW} on, and below it bits to come. */
    long code;

    /** A of the standard. */
    int interval;

    /** Plain bits below the window that are there. */
    int left;

    private static int[] states() {
        int[] states = new int[MqStates.PROBABILITY.length];
        for (int state = 0; state < states.length; state++) {
            states[state] = MqStates.PROBABILITY[state] << 16
                    | MqStates.AFTER_MORE_PROBABLE[state] << 9
                    | MqStates.AFTER_LESS_PROBABLE[state] << 2
                    | state & 1;
        }
        return states;
    }

    private static int[] initialStates() {
        return Arrays.stream(Contexts.initialStates())
                .map(state -> STATES[state])
                .toArray();
    }

    /** Puts all contexts into their first states (Table D.7). */
    void reset() {
        System.arraycopy(INITIAL_STATES, 0, states, 0, states.length);
    }

    /** Starts a codeword segment (INITDEC, C.3.5), with the contexts as they are. */
    void begin(byte[] segment, int from, int length) {
        if (words.length < length / Integer.BYTES + 3) {
            words = new int[length / Integer.BYTES + 3 + words.length];
        }
        last = plain(segment, from, from + length);
        words[last] = -1;
        code = (words[0] & WORD) << (WINDOW + 15 - Integer.SIZE);
        left = Integer.SIZE - 15;
        at = Math.min(1, last);
        interval = FULL_INTERVAL;
    }

    /** Writes a segment's plain bits into {@link #words} (BYTEIN, C.3.4), filled up with ones; how many words they are. */
    private int plain(byte[] segment, int from, int end) {
        long bits = 0;
        int count = 0;
        int to = 0;
        int before = 0;
        for (int i = from; i < end; i++) {
            int next = segment[i] & 0xFF;
            if (before == 0xFF) {
                if (next > 0x8F) {
                    break; // a marker: the codeword ends here
                }
                bits = (bits << 7) + next;
                count += 7;
                if (bits >>> count != 0) {
                    bits &= (1L << count) - 1;
                    carry(to);
                }
            } else {
                bits = bits << 8 | next;
                count += 8;
            }
            before = next;
            if (count >= Integer.SIZE) {
                count -= Integer.SIZE;
                words[to++] = (int) (bits >>> count);
                bits &= (1L << count) - 1;
            }
        }
        if (count > 0) {
            words[to++] = (int) (bits << (Integer.SIZE - count)) | -1 >>> count;
        }
        return to;
    }

    /** Adds one to the bits before a word. */
    private void carry(int end) {
        int word = end - 1;
        while (word >= 0 && ++words[word] == 0) {
            word--;
        }
    }

    /** Decodes a bit (DECODE, C.3.2). */
    int decode(int context) {
        int state = states[context];
        int probability = state >>> 16;
        long low = (long) probability << WINDOW;
        int bit = state & 1;
        interval -= probability;
        boolean lower = code >= low;
        if (lower) {
            code -= low;
            if (interval >= FULL_INTERVAL) {
                return bit;
            }
        }
        boolean exchanged = interval < probability;
        if (!lower) {
            interval = probability;
        }
        if (lower == exchanged) {
            bit ^= 1;
            states[context] = STATES[state >> 2 & 0x7F];
        } else {
            states[context] = STATES[state >> 9 & 0x7F];
        }
        int shift = Integer.numberOfLeadingZeros(interval) - 16;
        interval <<= shift;
        code <<= shift;
        left -= shift;
        if (left < FEWEST) {
            code |= (words[at] & WORD) << (WINDOW - Integer.SIZE - left);
            left += Integer.SIZE;
            at += at < last ? 1 : 0;
        }
        return bit;
    }
}
