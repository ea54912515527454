package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes a codestream: marker segments, big endian, and the tiles' packets between them (Annex A). */
final class CodestreamWriter {

    private static final int SOC = 0xFF4F;
    private static final int SIZ = 0xFF51;
    private static final int COD = 0xFF52;
    private static final int QCD = 0xFF5C;
    private static final int SOT = 0xFF90;
    private static final int SOD = 0xFF93;
    private static final int EOC = 0xFFD9;

    private static final int IRREVERSIBLE_97 = 0;
    private static final int REVERSIBLE_53 = 1;
    private static final int NO_QUANTIZATION = 0;
    private static final int EXPOUNDED = 2;
    private static final int LAYERS = 1;

    /** Bytes around a tile's packets: SOT with its parameters, and SOD. */
    private static final int TILE_HEADER = 14;

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
        put(packets.size() + TILE_HEADER, 4); // from SOT to the last packet
        put(0, 1); // first tile-part
        put(1, 1); // of one
        put(SOD, 2);
        try {
            packets.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory never fails
        }
    }

    /** Bytes that the codestream will have if so many tiles without packets follow. */
    int length(int further) {
        return out.size() + further * TILE_HEADER + 2;
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
        put(style.reversible() ? REVERSIBLE_53 : IRREVERSIBLE_97, 1);
    }

    /** QCD (A.6.4): the exponent of each subband alone where nothing is quantized, else its mantissa, too. */
    private void writeQuantization(CodingStyle style) {
        int bytes = style.reversible() ? 1 : 2;
        put(QCD, 2);
        put(3 + bytes * (1 + 3 * style.levels()), 2);
        put(CodingStyle.GUARD_BITS << 5 | (style.reversible() ? NO_QUANTIZATION : EXPOUNDED), 1);
        for (List<Subband> bands : Subband.byResolution(style.columns(), style.rows(), style.levels())) {
            for (Subband band : bands) {
                StepSize step = style.step(band);
                put(style.reversible() ? step.exponent() << 3 : step.exponent() << 11 | step.mantissa(), bytes);
            }
        }
    }

    private void put(long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
