package org.dicomcaravan.codec.jpegls;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dicomcaravan.dicom.DicomException;

/**
 * The bits of a scan, without those that are stuffed after bytes FF (A.1, 9.1). Ends at the next marker; behind it
 * come zeros, and {@link #check} tells whether one of them was taken for data.
 *
 * <p>The fields are open to the loops of this package, which work on copies of {@link #bits} and {@link #valid} and put
 * them back before they call anything here.
 */
final class BitReader {

    /** Bits that are {@link #valid} at least after {@link #fill}. */
    static final int FILLED = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The next bits, the first one in the highest place; zeros behind the {@link #valid} ones. */
    long bits;

    int valid;

    final byte[] codestream;

    /** The byte that comes behind the valid bits; of its bits, some may be in {@link #bits} already. */
    int at;

    /** Where the next byte FF is: up to there, eight bytes are eight bytes of bits. */
    int clear;

    private int missing; // of the valid bits, how many are behind the end; more than there are valid ones if data ended

    BitReader(byte[] codestream, int at) {
        this.codestream = codestream;
        this.at = at;
        this.clear = clear(at);
    }

    /** Makes at least {@link #FILLED} bits valid. */
    void fill() {
        if (at + Long.BYTES <= clear) {
            bits |= next(codestream, at) >>> valid;
            at += 63 - valid >> 3;
            valid |= 56;
        } else if (valid < FILLED) {
            fillByBytes();
        }
    }

    /** The next 64 bits at a byte. */
    static long next(byte[] codestream, int at) {
        return (long) LONGS.get(codestream, at);
    }

    private void fillByBytes() {
        while (valid <= 48) {
            if (at < clear) {
                bits |= (codestream[at] & 0xFFL) << 56 - valid;
                valid += 8;
                at++;
            } else if (at + 1 < codestream.length && codestream[at + 1] >= 0) {
                bits |= (0xFFL << 7 | codestream[at + 1]) << 49 - valid;
                valid += 15;
                at += 2;
                clear = clear(at);
            } else {
                missing += Long.SIZE - valid;
                valid = Long.SIZE;
            }
        }
    }

    /** Where the next byte FF is, or the end. */
    private int clear(int from) {
        int place = from;
        while (place < codestream.length && codestream[place] != -1) {
            place++;
        }
        return place;
    }

    /** The next bit. */
    int bit() {
        return take(1);
    }

    /** A number of up to 31 bits, which may be none. */
    int take(int count) {
        if (valid < FILLED) {
            fill();
        }
        int number = (int) (bits >>> 1 >>> Long.SIZE - 1 - count);
        skip(count);
        return number;
    }

    private void skip(int count) {
        bits <<= count;
        valid -= count;
    }

    /**
     * A limited-length Golomb code (A.5.3).
     *
     * @param k the Golomb parameter
     * @param limit the longest code's length
     * @param qbpp bits of a number that is too large for its code
     * @throws DicomException INVALID where there is no such code
     */
    int golomb(int k, int limit, int qbpp) throws DicomException {
        int escape = CodingParameters.escape(limit, qbpp);
        int zeros = 0;
        for (int run = zeros(); run > 0; run = zeros()) {
            zeros += run;
            skip(run);
            if (zeros > escape) {
                check();
                throw DicomException.invalid("no JPEG-LS code starts with %d zeros".formatted(zeros));
            }
        }
        skip(1);
        return zeros < escape && k <= qbpp ? zeros << k | take(k) : escaped(zeros, escape, k, qbpp);
    }

    private int escaped(int zeros, int escape, int k, int qbpp) throws DicomException {
        if (zeros < escape) {
            throw DicomException.invalid("a JPEG-LS code of %d bits, %d at most".formatted(k, qbpp));
        }
        return take(qbpp) + 1;
    }

    /** Zeros before the next one, up to as many as are valid for sure. */
    private int zeros() {
        if (valid < FILLED) {
            fill();
        }
        return Math.min(FILLED - 1, Long.numberOfLeadingZeros(bits));
    }

    /** INVALID if the data ended before what was read. */
    void check() throws DicomException {
        if (missing > valid) {
            throw DicomException.invalid("the JPEG-LS codestream ends before its frame is whole");
        }
    }

    /**
     * Ends a scan or a restart interval: not a byte may be left but for the padding of the last one and one more, which
     * some encoders write.
     *
     * @return where the next marker is, or the end
     */
    int end() throws DicomException {
        check();
        int marker = at;
        while (marker < codestream.length && marker - at < 3 && !isMarker(marker)) {
            marker++;
        }
        if (valid - missing + Byte.SIZE * (marker - at) >= 2 * Byte.SIZE) {
            throw DicomException.invalid("a JPEG-LS scan goes on behind its last sample, near byte " + at);
        }
        return marker;
    }

    private boolean isMarker(int place) {
        return codestream[place] == -1 && (place + 1 == codestream.length || codestream[place + 1] < 0);
    }

    /** Goes on behind a marker. */
    void restart(int place) {
        at = place;
        clear = clear(at);
        bits = 0;
        valid = 0;
        missing = 0;
    }
}
