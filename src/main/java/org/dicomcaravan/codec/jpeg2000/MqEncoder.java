package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * The MQ coder, a binary arithmetic encoder with adaptive probabilities (Annex C.2). For one codeword after the other,
 * each begun with {@link #begin}; not thread-safe.
 *
 * <p>It is given many decisions at once, so that its registers stay in those of the processor. Which symbol is the more
 * probable one is nothing that a processor can guess, so there is no branch for it: both procedures of the standard end
 * with one of the same two parts of the interval.
 */
final class MqEncoder {

    private static final int FULL_INTERVAL = 0x8000;
    private static final int MOST_STATES = (1 << MqStates.NUMBER_BITS) - 1;

    /** The carry bit of the code register, above the byte that is moved out (C.2.1). */
    private static final int CARRY_AT = 27;

    /** By context, {@link MqStates#WORDS words}. */
    private final int[] contexts;

    /** The bytes so far; the first one only stands for "the byte before" and is never part of the result. */
    private byte[] bytes = new byte[4096];

    /** Where the last byte is, B of the standard: a carry may still reach it. */
    private int last;

    private final byte[] one = new byte[1];
    private int interval;
    private int code;
    private int shiftsLeft;

    /** An encoder for this many contexts. */
    MqEncoder(int contexts) {
        this.contexts = new int[contexts];
    }

    /** Starts a codeword (INITENC, C.2.8), with the contexts in the given {@link MqStates states}. */
    void begin(int[] initialStates) {
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = MqStates.WORDS[initialStates[i]];
        }
        last = 0;
        bytes[0] = 0;
        interval = FULL_INTERVAL;
        code = 0;
        shiftsLeft = 12;
    }

    /** Encodes a bit, 0 or 1. */
    void encode(int context, int bit) {
        one[0] = decision(context, bit);
        encode(one, 1);
    }

    /** A bit and its context as one of the bytes that {@link #encode(byte[], int)} takes. */
    static byte decision(int context, int bit) {
        return (byte) (context << 1 | bit);
    }

    /**
     * Encodes decisions one after the other (ENCODE, C.2.2). A negative number stands for the decision before it, as many
     * times more.
     */
    void encode(byte[] decisions, int count) {
        reserve(count);
        int[] words = MqStates.WORDS;
        int a = interval;
        int c = code;
        int left = shiftsLeft;
        for (int i = 0; i < count; i++) {
            int decision = decisions[i];
            if (decision < 0) {
                interval = a;
                code = c;
                shiftsLeft = left;
                repeat(decisions[i - 1], -decision);
                reserve(count - i);
                a = interval;
                c = code;
                left = shiftsLeft;
                continue;
            }
            int word = contexts[decision >> 1];
            int probability = word >>> MqStates.PROBABILITY_AT;
            int less = (word ^ decision) & 1;
            int after = words[word >>> 1 + less * MqStates.NUMBER_BITS & MOST_STATES];
            a -= probability;
            // CODEMPS keeps the upper part of the interval and CODELPS the lower one, unless that would be the larger
            // (C.2.5).
            int lower = (a - probability) >> 31 ^ -less;
            a += (probability - a) & lower;
            c += probability & ~lower;
            contexts[decision >> 1] = (a & FULL_INTERVAL) != 0 ? word : after;
            int shifts =
                    Integer.numberOfLeadingZeros(a) - 16; // RENORME, C.2.6: none where the interval is large enough
            a <<= shifts;
            while (shifts >= left) {
                c = writeByte(c << left);
                shifts -= left;
                left = shiftsLeft;
            }
            c <<= shifts;
            left -= shifts;
        }
        interval = a;
        code = c;
        shiftsLeft = left;
    }

    /** Encodes a decision many times, at once until the interval is too small. */
    private void repeat(int decision, int times) {
        int further = times;
        while (further > 0) {
            int word = contexts[decision >> 1];
            int probability = word >>> MqStates.PROBABILITY_AT;
            boolean more = ((word ^ decision) & 1) == 0;
            int steps = more ? Math.min(further, (interval - FULL_INTERVAL) / probability) : 0;
            interval -= steps * probability;
            code += steps * probability;
            further -= steps;
            if (further > 0) {
                encode(decision >> 1, decision & 1);
                further--;
            }
        }
    }

    /** Which byte is the last one now, counted from 1; 0 if there is none. The next bit may still carry into it. */
    int last() {
        return last;
    }

    /**
     * The end of the interval: how the largest codeword goes on that has the decisions so far, the eight bytes from the
     * {@link #last} one on.
     */
    long top() {
        long top = 0;
        int previous = bytes[last] & 0xFF;
        int left = shiftsLeft;
        int register = code + interval - 1;
        for (int i = 0; i < Long.BYTES; i++) {
            register = (register + 1 << left) - 1; // ones follow
            if (previous != 0xFF) {
                previous += register >>> CARRY_AT;
                register &= (1 << CARRY_AT) - 1;
            }
            int kept = previous == 0xFF ? 20 : 19;
            top = top << Byte.SIZE | previous;
            previous = register >>> kept;
            register &= (1 << kept) - 1;
            left = CARRY_AT - kept;
        }
        return top;
    }

    /** Ends the codeword (FLUSH, C.2.9). An ending 0xFF is left out: decoders read it there anyway. */
    byte[] end() {
        reserve(2);
        int above = code + interval;
        code |= 0xFFFF;
        if (code >= above) {
            code -= FULL_INTERVAL;
        }
        code = writeByte(code << shiftsLeft);
        code = writeByte(code << shiftsLeft);
        boolean ending = bytes[last] == (byte) 0xFF;
        return Arrays.copyOfRange(bytes, 1, ending ? last : last + 1);
    }

    /** Makes room: a decision shifts by 15 at most, and a byte takes seven of them at least. */
    private void reserve(int decisions) {
        int needed = last + 3 * decisions + 1;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }

    /** Moves a byte from the code register to the output (BYTEOUT, C.2.7); after 0xFF only seven bits of one. */
    private int writeByte(int register) {
        int rest = register;
        if (bytes[last] != (byte) 0xFF) {
            bytes[last] += (byte) (rest >>> CARRY_AT);
            rest &= (1 << CARRY_AT) - 1;
        }
        int kept = bytes[last] == (byte) 0xFF ? 20 : 19;
        bytes[++last] = (byte) (rest >>> kept);
        shiftsLeft = CARRY_AT - kept;
        return rest & (1 << kept) - 1;
    }
}
