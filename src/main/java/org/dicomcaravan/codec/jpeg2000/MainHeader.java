package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes the marker segments of a main header that say how a frame is coded: SIZ, CAP, COD and QCD (Annex A.5, A.6). */
final class MainHeader {

    /** Rsiz: capabilities are those of CAP; without it, there are no restrictions by a profile. */
    private static final int CAPABILITIES = 0x4000;

    /** Pcap: Part 15 is needed, the fifteenth bit from the highest one. */
    private static final int PART_15 = 1 << Integer.SIZE - 15;

    /** Ccap15 (T.814 A.3): code-blocks are all high-throughput, in one set each; this is set if the wavelet isn't reversible. */
    private static final int IRREVERSIBLE = 1 << 5;

    /** Magnitude bit-planes from which on Ccap15 counts them. */
    private static final int FEWEST_PLANES = 8;

    private static final int IRREVERSIBLE_97 = 0;
    private static final int REVERSIBLE_53 = 1;
    private static final int NO_QUANTIZATION = 0;
    private static final int EXPOUNDED = 2;
    private static final int LAYERS = 1;

    private final ByteArrayOutputStream out;
    private final CodingStyle style;
    private final List<Subband> bands;

    MainHeader(ByteArrayOutputStream out, CodingStyle style) {
        this.out = out;
        this.style = style;
        this.bands = Subband.byResolution(style.columns(), style.rows(), style.levels()).stream()
                .flatMap(List::stream)
                .toList();
    }

    void write() {
        writeSize();
        if (style.coding().highThroughput()) {
            writeCapabilities();
        }
        writeCodingStyle();
        writeQuantization();
    }

    /** SIZ (A.5.1): frame and tiles begin at the origin, and all components are alike. */
    private void writeSize() {
        put(Markers.SIZ, 2);
        put(38 + 3 * style.components(), 2);
        put(style.coding().highThroughput() ? CAPABILITIES : 0, 2);
        put(style.columns(), 4);
        put(style.rows(), 4);
        put(0, 4);
        put(0, 4);
        put(Math.min(Tile.SIZE, style.columns()), 4);
        put(Math.min(Tile.SIZE, style.rows()), 4);
        put(0, 4);
        put(0, 4);
        put(style.components(), 2);
        for (int component = 0; component < style.components(); component++) {
            put(style.precision() - 1 | (style.signed() ? 0x80 : 0), 1);
            put(1, 1);
            put(1, 1);
        }
    }

    /** CAP (A.5.2): what a decoder of Part 15 has to be able to. */
    private void writeCapabilities() {
        int planes = bands.stream().mapToInt(style::planes).max().orElseThrow();
        put(Markers.CAP, 2);
        put(8, 2);
        put(PART_15, 4);
        put((style.reversible() ? 0 : IRREVERSIBLE) | Math.max(0, planes - FEWEST_PLANES), 2);
    }

    /** COD (A.6.1): precincts of the largest size, no SOP or EPH. */
    private void writeCodingStyle() {
        int blockSize = Integer.numberOfTrailingZeros(CodeBlockEncoder.SIZE) - 2;
        put(Markers.COD, 2);
        put(12, 2);
        put(0, 1);
        put(
                style.coding().byResolution()
                        ? Progression.RESOLUTION_POSITION_COMPONENT_LAYER.code()
                        : Progression.LAYER_RESOLUTION_COMPONENT_POSITION.code(),
                1);
        put(LAYERS, 2);
        put(style.colourTransform() ? 1 : 0, 1);
        put(style.levels(), 1);
        put(blockSize, 1);
        put(blockSize, 1);
        put(style.coding().highThroughput() ? ComponentStyle.HIGH_THROUGHPUT : 0, 1);
        put(style.reversible() ? REVERSIBLE_53 : IRREVERSIBLE_97, 1);
    }

    /** QCD (A.6.4): the exponent of each subband alone where nothing is quantized, else its mantissa, too. */
    private void writeQuantization() {
        int bytes = style.reversible() ? 1 : 2;
        put(Markers.QCD, 2);
        put(3 + bytes * bands.size(), 2);
        put(CodingStyle.GUARD_BITS << 5 | (style.reversible() ? NO_QUANTIZATION : EXPOUNDED), 1);
        for (Subband band : bands) {
            StepSize step = style.step(band);
            put(style.reversible() ? step.exponent() << 3 : step.exponent() << 11 | step.mantissa(), bytes);
        }
    }

    private void put(int value, int bytes) {
        put(out, value, bytes);
    }

    /** Writes a number, big endian. */
    static void put(ByteArrayOutputStream out, int value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(value >>> (8 * i));
        }
    }
}
