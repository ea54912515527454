package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a codestream: marker segments, big endian, and the tiles' packets between them (Annex A). */
final class CodestreamWriter {

    private static final int SOC = 0xFF4F;
    private static final int SIZ = 0xFF51;
    private static final int COD = 0xFF52;
    private static final int QCD = 0xFF5C;
    private static final int SOT = 0xFF90;
    private static final int SOD = 0xFF93;
    private static final int EOC = 0xFFD9;

    private static final int REVERSIBLE_53 = 1;
    private static final int LAYERS = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int tiles;

    /** Writes the main header. */
    void begin(CodingStyle style) {
        put(SOC, 2);
        writeSize(style);
        writeCodingStyle(style);
        writeQuantization(style);
    }

    /** Writes the next tile, as one tile-part (A.4.2). */
    void tile(ByteArrayOutputStream packets) {
        put(SOT, 2);
        put(10, 2);
        put(tiles++, 2);
        put(packets.size() + 14, 4); // from SOT to the last packet
        put(0, 1); // first tile-part
        put(1, 1); // of one
        put(SOD, 2);
        try {
            packets.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory never fails
        }
    }

    /** Ends the codestream. */
    byte[] end() {
        put(EOC, 2);
        return out.toByteArray();
    }

    /** SIZ (A.5.1): frame and tiles begin at the origin, and all components are alike. */
    private void writeSize(CodingStyle style) {
        put(SIZ, 2);
        put(38 + 3 * style.components(), 2);
        put(0, 2); // no restrictions by a profile
        put(style.columns(), 4);
        put(style.rows(), 4);
        put(0, 8);
        put(Math.min(Tile.SIZE, style.columns()), 4);
        put(Math.min(Tile.SIZE, style.rows()), 4);
        put(0, 8);
        put(style.components(), 2);
        for (int component = 0; component < style.components(); component++) {
            put(style.precision() - 1 | (style.signed() ? 0x80 : 0), 1);
            put(1, 1);
            put(1, 1);
        }
    }

    /** COD (A.6.1): precincts of the largest size, no SOP or EPH, no variations of the code-blocks. */
    private void writeCodingStyle(CodingStyle style) {
        int blockSize = Integer.numberOfTrailingZeros(CodeBlockEncoder.SIZE) - 2;
        put(COD, 2);
        put(12, 2);
        put(0, 1);
        put(0, 1); // layer, resolution, component, position
        put(LAYERS, 2);
        put(style.colourTransform() ? 1 : 0, 1);
        put(style.levels(), 1);
        put(blockSize, 1);
        put(blockSize, 1);
        put(0, 1);
        put(REVERSIBLE_53, 1);
    }

    /** QCD (A.6.4): no quantization, only the range of each subband. */
    private void writeQuantization(CodingStyle style) {
        put(QCD, 2);
        put(4 + 3 * style.levels(), 2);
        put(CodingStyle.GUARD_BITS << 5, 1);
        put(style.exponent(Orientation.LL) << 3, 1);
        for (int level = 0; level < style.levels(); level++) {
            put(style.exponent(Orientation.HL) << 3, 1);
            put(style.exponent(Orientation.LH) << 3, 1);
            put(style.exponent(Orientation.HH) << 3, 1);
        }
    }

    private void put(long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
