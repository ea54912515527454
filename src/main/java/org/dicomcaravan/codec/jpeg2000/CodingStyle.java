package org.dicomcaravan.codec.jpeg2000;

/**
 * What the main header says of a frame's coding (SIZ, COD and QCD of Annex A.5 and A.6).
 *
 * @param columns width of the frame
 * @param rows height of the frame
 * @param components samples of a pixel
 * @param precision bits of a sample
 * @param signed whether samples are two's complement
 * @param colourTransform whether a component transform was applied: the one of Annex G.2, or the one of G.3 if it is not
 *     reversible
 * @param reversible whether the wavelet is 5/3 without quantization, else 9/7
 * @param levels wavelet levels
 */
record CodingStyle(
        int columns,
        int rows,
        int components,
        int precision,
        boolean signed,
        boolean colourTransform,
        boolean reversible,
        int levels) {

    /** Bits that magnitudes may have beyond the nominal range of their subband (E.1): neither wavelet ever needs more. */
    static final int GUARD_BITS = 2;

    static final int MOST_LEVELS = 5;

    /**
     * Quantization steps, in units of the samples that they make an error in: half of one, so that quantization alone leaves
     * nearly all samples as they are, and what is lost is what the rate cuts off.
     */
    private static final double STEP = 0.5;

    /** Of a frame as it is read, with as many wavelet levels as make sense: the shorter side keeps at least one sample. */
    static CodingStyle of(int columns, int rows, int components, SampleReader reader, boolean reversible) {
        int most = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.min(columns, rows));
        return new CodingStyle(
                columns,
                rows,
                components,
                reader.precision(),
                reader.signed(),
                reader.isRgb(),
                reversible,
                Math.min(MOST_LEVELS, most));
    }

    /**
     * The nominal dynamic range of a subband in bits, R_b (E.1.1). One more than the wavelet makes of a sample where colours
     * are transformed reversibly, as their differences need it.
     */
    int range(Subband band) {
        return precision + band.orientation().gain() + (colourTransform && reversible ? 1 : 0);
    }

    /**
     * The quantization of a subband. Reversible coding has none, and writes the range as the exponent (A.6.4); else steps
     * are such that each subband has the same part in the error of the picture.
     */
    StepSize step(Subband band) {
        int range = range(band);
        return reversible
                ? new StepSize(range, 0)
                : StepSize.of(STEP / SynthesisNorms.of(band.orientation(), band.level()), range);
    }

    /** Magnitude bit-planes of a subband, M_b (Equation E-2). */
    int planes(Subband band) {
        return GUARD_BITS + step(band).exponent() - 1;
    }
}
