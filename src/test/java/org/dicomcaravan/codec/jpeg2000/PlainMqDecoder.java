package org.dicomcaravan.codec.jpeg2000;

/**
 * The MQ decoder as the flow charts of T.800 C.3 and Table C.2 have it, byte by byte and decision by decision, for
 * comparison. Contexts begin in the states of Table D.7.
 */
final class PlainMqDecoder {

    static final int CONTEXTS = 19;

    /** Qe, NMPS, NLPS and SWITCH (Table C.2). */
    private static final String TABLE =
            "5601 1 1 1,3401 2 6 0,1801 3 9 0,0AC1 4 12 0,0521 5 29 0,0221 38 33 0,5601 7 6 1,"
                    + "5401 8 14 0,4801 9 14 0,3801 10 14 0,3001 11 17 0,2401 12 18 0,1C01 13 20 0,1601 29 21 0,5601 15 14 1,"
                    + "5401 16 14 0,5101 17 15 0,4801 18 16 0,3801 19 17 0,3401 20 18 0,3001 21 19 0,2801 22 19 0,2401 23 20 0,"
                    + "2201 24 21 0,1C01 25 22 0,1801 26 23 0,1601 27 24 0,1401 28 25 0,1201 29 26 0,1101 30 27 0,0AC1 31 28 0,"
                    + "09C1 32 29 0,08A1 33 30 0,0521 34 31 0,0441 35 32 0,02A1 36 33 0,0221 37 34 0,0141 38 35 0,0111 39 36 0,"
                    + "0085 40 37 0,0049 41 38 0,0025 42 39 0,0015 43 40 0,0009 44 41 0,0005 45 42 0,0001 45 43 0,5601 46 46 0";

    private static final int[] QE = new int[47];
    private static final int[] NMPS = new int[47];
    private static final int[] NLPS = new int[47];
    private static final int[] SWITCH = new int[47];

    static {
        String[] rows = TABLE.split(",");
        for (int i = 0; i < rows.length; i++) {
            String[] row = rows[i].split(" ");
            QE[i] = Integer.parseInt(row[0], 16);
            NMPS[i] = Integer.parseInt(row[1]);
            NLPS[i] = Integer.parseInt(row[2]);
            SWITCH[i] = Integer.parseInt(row[3]);
        }
    }

    private final int[] index = new int[CONTEXTS];
    private final int[] mps = new int[CONTEXTS];
    private byte[] data = {};
    private int end;
    private int bp;
    private int ct;
    private int a;
    private long c;

    /** Table D.7. */
    void reset() {
        for (int context = 0; context < CONTEXTS; context++) {
            mps[context] = 0;
            index[context] = context == 0 ? 4 : context == 17 ? 3 : context == 18 ? 46 : 0;
        }
    }

    /** INITDEC. */
    void begin(byte[] segment, int from, int length) {
        data = segment;
        end = from + length;
        bp = from;
        c = (long) byteAt(bp) << 16;
        byteIn();
        c <<= 7;
        ct -= 7;
        a = 0x8000;
    }

    /** Whether the code lies beyond the interval, where no encoder puts it: what is decoded then is left open. */
    boolean isBeyond() {
        return c >>> 16 >= a;
    }

    /** Behind the segment there are bytes 0xFF (C.3, D.4.1). */
    private int byteAt(int place) {
        return place < end ? data[place] & 0xFF : 0xFF;
    }

    /** BYTEIN. */
    private void byteIn() {
        if (byteAt(bp) == 0xFF) {
            if (byteAt(bp + 1) > 0x8F) {
                c += 0xFF00;
                ct = 8;
            } else {
                bp++;
                c += (long) byteAt(bp) << 9;
                ct = 7;
            }
        } else {
            bp++;
            c += (long) byteAt(bp) << 8;
            ct = 8;
        }
    }

    /** DECODE. */
    int decode(int cx) {
        int qe = QE[index[cx]];
        a -= qe;
        int d;
        if (c >>> 16 < qe) {
            d = a < qe ? moreProbable(cx) : lessProbable(cx); // LPS_EXCHANGE
            a = qe;
        } else {
            c -= (long) qe << 16;
            if ((a & 0x8000) != 0) {
                return mps[cx];
            }
            d = a < qe ? lessProbable(cx) : moreProbable(cx); // MPS_EXCHANGE
        }
        do { // RENORMD
            if (ct == 0) {
                byteIn();
            }
            a <<= 1;
            c = c << 1 & 0xFFFF_FFFFL;
            ct--;
        } while ((a & 0x8000) == 0);
        return d;
    }

    private int moreProbable(int cx) {
        index[cx] = NMPS[index[cx]];
        return mps[cx];
    }

    private int lessProbable(int cx) {
        int d = 1 - mps[cx];
        mps[cx] ^= SWITCH[index[cx]];
        index[cx] = NLPS[index[cx]];
        return d;
    }
}
