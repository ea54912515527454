package org.dicomcaravan.codec.jpeg2000;

/**
 * The MQ decoder (Annex C.3), and the plain bits of the arithmetic coding bypass (D.6). For one codeword segment after the
 * other; not thread-safe.
 *
 * <p>Behind a segment there must be two bytes 0xFF: so the bits beyond its end are ones, as the standard wants them, and no
 * read needs a check.
 */
final class MqDecoder {

    private static final int FULL_INTERVAL = 0x8000;

    private final int[] initialStates = Contexts.initialStates();
    private final int[] states = new int[initialStates.length];
    private byte[] bytes = new byte[0];
    private int at;

    /** C of the standard; what an interval is compared with are its upper 16 bits. */
    private int code;

    private int interval;

    /** Bits of {@link #code} until the next byte, CT. */
    private int left;

    /** Puts all contexts into their first states (Table D.7). */
    void reset() {
        System.arraycopy(initialStates, 0, states, 0, states.length);
    }

    /** Starts a codeword segment (INITDEC, C.3.5), with the contexts as they are. */
    void begin(byte[] segment, int from) {
        bytes = segment;
        at = from;
        code = (bytes[at] & 0xFF) << 16;
        readByte();
        code <<= 7;
        left -= 7;
        interval = FULL_INTERVAL;
    }

    /** Decodes a bit (DECODE, C.3.2). */
    int decode(int context) {
        int state = states[context];
        int probability = MqStates.PROBABILITY[state];
        interval -= probability;
        if (code >>> 16 >= probability) {
            code -= probability << 16;
            return (interval & FULL_INTERVAL) != 0 ? state & 1 : decodeLower(context, state, probability);
        }
        return decodeUpper(context, state, probability);
    }

    /** The more probable symbol, where the interval has become too small. */
    private int decodeLower(int context, int state, int probability) {
        boolean exchanged = interval < probability;
        states[context] = exchanged ? MqStates.AFTER_LESS_PROBABLE[state] : MqStates.AFTER_MORE_PROBABLE[state];
        renormalise();
        return exchanged ? state & 1 ^ 1 : state & 1;
    }

    /** The less probable symbol. */
    private int decodeUpper(int context, int state, int probability) {
        boolean exchanged = interval < probability;
        states[context] = exchanged ? MqStates.AFTER_MORE_PROBABLE[state] : MqStates.AFTER_LESS_PROBABLE[state];
        interval = probability;
        renormalise();
        return exchanged ? state & 1 : state & 1 ^ 1;
    }

    /** Doubles the interval until it is large enough (RENORMD, C.3.3). */
    private void renormalise() {
        int shifts = Integer.numberOfLeadingZeros(interval) - 16;
        interval <<= shifts;
        while (shifts > left) {
            code <<= left;
            shifts -= left;
            readByte();
        }
        code <<= shifts;
        left -= shifts;
    }

    /** Moves a byte into the code register (BYTEIN, C.3.4); after 0xFF only seven bits of one. */
    private void readByte() {
        if (bytes[at] == (byte) 0xFF) {
            int next = bytes[at + 1] & 0xFF;
            if (next > 0x8F) {
                code += 0xFF00;
                left = 8;
            } else {
                at++;
                code += next << 9;
                left = 7;
            }
        } else {
            at++;
            code += (bytes[at] & 0xFF) << 8;
            left = 8;
        }
    }

    /** Starts a codeword segment of plain bits. */
    void beginRaw(byte[] segment, int from) {
        bytes = segment;
        at = from;
        code = 0;
        left = 0;
    }

    /** The next plain bit: highest first, after a byte 0xFF seven of the next one. */
    int raw() {
        if (left == 0) {
            left = code == 0xFF ? 7 : 8;
            code = bytes[at] & 0xFF;
            if (code != 0xFF || (bytes[at + 1] & 0xFF) <= 0x8F) {
                at++;
            }
        }
        left--;
        return code >> left & 1;
    }
}
