package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/** Quantizes the coefficients of one code-block after the other, and codes them so that they can be cut. Not thread-safe. */
final class QuantizedBlockEncoder {

    private static final int SIZE = BlockColumns.SIZE;
    private static final int FRACTION_BITS = PlaneGains.FRACTION_BITS;

    private final int[] initialStates = Contexts.initialStates();
    private final MqEncoder coder = new MqEncoder(initialStates.length);
    private final BlockColumns block = new BlockColumns();
    private final CodingPasses passes = new CodingPasses(block);
    private final PassEnds ends = new PassEnds();
    private final PlaneGains plane = new PlaneGains();

    /** Quantizer indices with bits of their fraction. */
    private final int[] indices = new int[SIZE * SIZE];

    /** By pass, what it and those before have gained. */
    private final double[] gains = new double[PassEnds.MOST];

    private int count;

    /**
     * Codes a rectangle of coefficients.
     *
     * @param from index of its first coefficient
     * @param stride from a coefficient to the one below
     * @param lowest the last bit-plane that is coded
     */
    CodeBlock encode(
            float[] coefficients, int from, int stride, int columns, int rows, BandQuantizer band, int lowest) {
        band.quantize(coefficients, from, stride, columns, rows, FRACTION_BITS, indices);
        int planes = block.load(indices, 0, SIZE, columns, rows) - FRACTION_BITS;
        if (planes <= lowest) {
            return CodeBlock.ZERO;
        }
        coder.begin(initialStates);
        passes.begin(band.orientation());
        ends.begin();
        plane.begin(planes + FRACTION_BITS);
        count = 0;
        for (int bit = planes - 1; bit >= lowest; bit--) {
            block.slice(bit + FRACTION_BITS);
            encode(bit, bit == planes - 1, Math.scalb(band.weight(), 2 * bit));
        }
        byte[] codeword = coder.end();
        return new CodeBlock(
                planes, codeword, TruncationPoints.of(ends.lengths(codeword), Arrays.copyOf(gains, count)));
    }

    /** Codes a bit-plane, of which a squared error of one is so much in the picture. */
    private void encode(int bit, boolean first, double unit) {
        if (!first) {
            encode(passes.propagateSignificance());
            encode(passes.refineMagnitudes());
        }
        plane.measure(block, bit + FRACTION_BITS);
        if (!first) {
            gain(unit * plane.ofPropagation());
            gain(unit * plane.ofRefinement());
        }
        encode(passes.cleanup());
        gain(unit * plane.ofCleanup());
    }

    private void encode(int decisions) {
        coder.encode(passes.decisions(), decisions);
        ends.mark(coder);
    }

    private void gain(double more) {
        gains[count] = (count == 0 ? 0 : gains[count - 1]) + more;
        count++;
    }
}
