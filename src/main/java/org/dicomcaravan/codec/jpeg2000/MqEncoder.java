package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * The MQ coder, a binary arithmetic encoder with adaptive probabilities (Annex C.2). For one codeword after the other,
 * each begun with {@link #begin}; not thread-safe.
 */
final class MqEncoder {

    private static final int FULL_INTERVAL = 0x8000;

    private final int[] states;

    /** The bytes so far; the first one only stands for "the byte before" and is never part of the result. */
    private byte[] bytes = new byte[4096];

    /** Where the last byte is, B of the standard: a carry may still reach it. */
    private int last;

    private int interval;
    private int code;
    private int shiftsLeft;

    /** An encoder for this many contexts. */
    MqEncoder(int contexts) {
        this.states = new int[contexts];
    }

    /** Starts a codeword (INITENC, C.2.8), with the contexts in the given {@link MqStates states}. */
    void begin(int[] initialStates) {
        System.arraycopy(initialStates, 0, states, 0, states.length);
        last = 0;
        bytes[0] = 0;
        interval = FULL_INTERVAL;
        code = 0;
        shiftsLeft = 12;
    }

    /** Encodes a bit, 0 or 1 (CODE0, CODE1, C.2.3 and C.2.4). */
    void encode(int context, int bit) {
        int state = states[context];
        int probability = MqStates.PROBABILITY[state];
        interval -= probability;
        if ((state & 1) == bit) {
            if ((interval & FULL_INTERVAL) != 0) {
                code += probability;
                return;
            }
            if (interval < probability) {
                interval = probability;
            } else {
                code += probability;
            }
            states[context] = MqStates.AFTER_MORE_PROBABLE[state];
        } else {
            if (interval < probability) {
                code += probability;
            } else {
                interval = probability;
            }
            states[context] = MqStates.AFTER_LESS_PROBABLE[state];
        }
        renormalise();
    }

    /** Ends the codeword (FLUSH, C.2.9). An ending 0xFF is left out: decoders read it there anyway. */
    byte[] end() {
        int above = code + interval;
        code |= 0xFFFF;
        if (code >= above) {
            code -= FULL_INTERVAL;
        }
        code <<= shiftsLeft;
        writeByte();
        code <<= shiftsLeft;
        writeByte();
        boolean ending = bytes[last] == (byte) 0xFF;
        return Arrays.copyOfRange(bytes, 1, ending ? last : last + 1);
    }

    /** Doubles the interval until it is large enough (RENORME, C.2.6). */
    private void renormalise() {
        int shifts = Integer.numberOfLeadingZeros(interval) - 16;
        interval <<= shifts;
        while (shifts >= shiftsLeft) {
            code <<= shiftsLeft;
            shifts -= shiftsLeft;
            writeByte();
        }
        code <<= shifts;
        shiftsLeft -= shifts;
    }

    /** Moves a byte from the code register to the output (BYTEOUT, C.2.7); after 0xFF only seven bits of one. */
    private void writeByte() {
        boolean carry = code >= 0x8000000;
        if (carry && bytes[last] != (byte) 0xFF) {
            bytes[last]++;
            code &= 0x7FFFFFF;
        }
        if (last + 1 == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        if (bytes[last] == (byte) 0xFF) {
            bytes[++last] = (byte) (code >>> 20);
            code &= 0xFFFFF;
            shiftsLeft = 7;
        } else {
            bytes[++last] = (byte) (code >>> 19);
            code &= 0x7FFFF;
            shiftsLeft = 8;
        }
    }
}
