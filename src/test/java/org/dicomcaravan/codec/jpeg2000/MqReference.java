package org.dicomcaravan.codec.jpeg2000;

/** The MQ decoder of Annex C.3, box by box, for what an encoder has to prove. */
final class MqReference {

    private final byte[] codeword;
    private final int length;
    private final int[] states;
    private int at;
    private long c;
    private int a;
    private int ct;

    /** INITDEC (Figure C.20) of the first bytes of a codeword. */
    MqReference(byte[] codeword, int length, int[] initialStates) {
        this.codeword = codeword;
        this.length = length;
        this.states = initialStates.clone();
        c = (long) read(0) << 16;
        byteIn();
        c <<= 7;
        ct -= 7;
        a = 0x8000;
    }

    /** DECODE (Figure C.15). */
    int decode(int context) {
        int state = states[context];
        int probability = MqStates.PROBABILITY[state];
        int symbol = state & 1;
        a -= probability;
        boolean upper = c >>> 16 >= probability;
        if (upper) {
            c -= (long) probability << 16;
            if ((a & 0x8000) != 0) {
                return symbol;
            }
        }
        boolean exchange = a < probability; // Figures C.16 and C.17
        boolean more = upper != exchange;
        if (!upper) {
            a = probability;
        }
        states[context] = more ? MqStates.AFTER_MORE_PROBABLE[state] : MqStates.AFTER_LESS_PROBABLE[state];
        do { // RENORMD (Figure C.18)
            if (ct == 0) {
                byteIn();
            }
            a <<= 1;
            c <<= 1;
            ct--;
        } while ((a & 0x8000) == 0);
        return more ? symbol : 1 - symbol;
    }

    /** BYTEIN (Figure C.19). */
    private void byteIn() {
        if (read(at) == 0xFF) {
            if (read(at + 1) > 0x8F) {
                c += 0xFF00;
                ct = 8;
            } else {
                at++;
                c += (long) read(at) << 9;
                ct = 7;
            }
        } else {
            at++;
            c += (long) read(at) << 8;
            ct = 8;
        }
    }

    private int read(int index) {
        return index < length ? codeword[index] & 0xFF : 0xFF;
    }
}
