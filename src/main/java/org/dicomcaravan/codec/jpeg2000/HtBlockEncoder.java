package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * Encodes the code-blocks of High-Throughput JPEG 2000 (ITU-T T.814), one after the other, each by one cleanup pass that
 * ends with the lowest bit-plane, so without loss. Not thread-safe; reused.
 */
final class HtBlockEncoder {

    /** Columns of a code-block at most. */
    static final int COLUMNS = 1024;

    /** Bytes of coefficients at most: 31 bits for each of them. */
    private static final int MAGNITUDES = 4096 * 31 / Byte.SIZE;

    /** Bytes of codewords at most: 30 bits for each pair of quads, of which there are two in each of 410 rows. */
    private static final int CODEWORDS = 2 * 410 * 30 / Byte.SIZE;

    private final HtBitWriter magnitudes = new HtBitWriter(MAGNITUDES);
    private final HtBitWriter codewords = new HtBitWriter(CODEWORDS);
    private final HtMelWriter events = new HtMelWriter();
    private final HtQuadWriter quads = new HtQuadWriter(magnitudes, codewords, events);
    private final HtMagnitudeBytes magnitudeBytes = new HtMagnitudeBytes(MAGNITUDES);
    private final HtCodewordBytes codewordBytes = new HtCodewordBytes();

    /** Two rows, with a zero after each. */
    private final int[] upper = new int[COLUMNS + 1];

    private final int[] lower = new int[COLUMNS + 1];

    /**
     * Encodes a rectangle of coefficients, whose magnitudes have up to 30 bits.
     *
     * @param from index of its first coefficient
     * @param stride from a coefficient to the one below
     * @param columns up to 1024, and with up to 1024 {@code rows} up to 4096 coefficients
     * @return the block's cleanup segment. Whatever the magnitudes, it is of one bit-plane, the one that the pass ends
     *     with: all others of the subband are missing ones for the packet's header
     */
    CodeBlock encode(int[] plane, int from, int stride, int columns, int rows) {
        if (isZero(plane, from, stride, columns, rows)) {
            return CodeBlock.ZERO;
        }
        magnitudes.begin();
        codewords.begin();
        events.begin();
        upper[columns] = 0;
        lower[columns] = 0;
        for (int y = 0; y < rows; y += 2) {
            load(plane, from + y * stride, columns, upper);
            if (y + 1 < rows) {
                load(plane, from + (y + 1) * stride, columns, lower);
            } else {
                Arrays.fill(lower, 0, columns, 0);
            }
            if (y == 0) {
                quads.writeFirstRow(upper, lower, (columns + 1) / 2);
            } else {
                quads.writeRow(upper, lower, (columns + 1) / 2);
            }
        }
        return new CodeBlock(1, end());
    }

    private static boolean isZero(int[] plane, int from, int stride, int columns, int rows) {
        int all = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                all |= plane[from + y * stride + x];
            }
        }
        return all == 0;
    }

    /** Twice the magnitudes, plus one where negative. */
    private static void load(int[] plane, int from, int columns, int[] into) {
        for (int x = 0; x < columns; x++) {
            int value = plane[from + x];
            into[x] = Math.abs(value) << 1 | value >>> 31;
        }
    }

    /** The cleanup segment: magnitudes, events, codewords, and how many bytes the latter two have, Scup (7.1.1). */
    private byte[] end() {
        events.end();
        magnitudeBytes.take(magnitudes);
        codewordBytes.take(codewords);
        int shared = shared();
        int prefix = magnitudeBytes.length();
        int suffix = events.length() + codewordBytes.length() + shared;
        byte[] segment = Arrays.copyOf(magnitudeBytes.bytes(), prefix + suffix);
        System.arraycopy(events.bytes(), 0, segment, prefix, events.length());
        int whole = segment.length - codewordBytes.length();
        System.arraycopy(
                codewordBytes.bytes(),
                codewordBytes.bytes().length - codewordBytes.length(),
                segment,
                whole,
                codewordBytes.length());
        if (shared > 0) {
            Arrays.fill(segment, whole - shared, whole, (byte) 0);
            segment[whole - shared] |= (byte) events.partial();
            segment[whole - 1] |= (byte) codewordBytes.partial();
        }
        segment[segment.length - 1] = (byte) (suffix >>> 4);
        segment[segment.length - 2] = (byte) (segment[segment.length - 2] & 0xF0 | suffix & 0xF);
        return segment;
    }

    /**
     * How many bytes the last bits of events and the last ones of codewords take: one, if the former fit above the
     * latter or are the same, unless that were a byte of ones, or one with the half that the length takes.
     */
    private int shared() {
        int ofEvents = 0xFF << events.free() & 0xFF;
        int ofCodewords = (1 << codewordBytes.used()) - 1;
        if ((ofEvents | ofCodewords) == 0) {
            return 0;
        }
        int both = events.partial() | codewordBytes.partial();
        boolean same =
                ((both ^ events.partial()) & ofEvents) == 0 && ((both ^ codewordBytes.partial()) & ofCodewords) == 0;
        return same && both != 0xFF && codewordBytes.length() > 1 ? 1 : 2;
    }
}
