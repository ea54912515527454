package org.dicomcaravan.codec.jpeg2000;

/**
 * How a subband is quantized.
 *
 * @param orientation of the subband
 * @param step in units of its coefficients
 * @param weight what a squared error of one step is in the picture
 */
record BandQuantizer(Orientation orientation, double step, double weight) {

    /**
     * That of a subband.
     *
     * @param component the squared error of a pixel by that of the subband's component
     */
    static BandQuantizer of(CodingStyle style, Subband band, double component) {
        double step = style.step(band).size(style.range(band));
        double error = step * SynthesisNorms.of(band.orientation(), band.level());
        return new BandQuantizer(band.orientation(), step, component * error * error);
    }

    /** What its lowest bit-plane is worth in the picture: 0 where it is half of a sample, one more for each doubling. */
    int worth() {
        return Math.max(0, (int) Math.rint(StrictMath.log(4 * weight) / StrictMath.log(4)));
    }

    /**
     * Quantizes a rectangle, with bits of a fraction (E-2).
     *
     * @param from index of its first coefficient
     * @param stride from a coefficient to the one below
     * @param into the same rectangle, {@link BlockColumns#SIZE} to a row
     */
    void quantize(float[] coefficients, int from, int stride, int columns, int rows, int fractionBits, int[] into) {
        float scale = (float) ((1 << fractionBits) / step);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                into[y * BlockColumns.SIZE + x] = (int) (coefficients[from + y * stride + x] * scale);
            }
        }
    }
}
