package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.codec.DecodedFrame;

/**
 * What the main header says of a frame and its coding (SIZ, COD and QCD of Annex A.5 and A.6).
 *
 * @param columns width of the frame
 * @param rows height of the frame
 * @param components samples of a pixel
 * @param precision bits of a sample
 * @param signed whether samples are two's complement
 * @param colourTransform whether a component transform was applied: the one of Annex G.2, or the one of G.3 if it is not
 *     reversible
 * @param levels wavelet levels
 * @param coding how samples become codewords
 */
record CodingStyle(
        int columns,
        int rows,
        int components,
        int precision,
        boolean signed,
        boolean colourTransform,
        int levels,
        Coding coding) {

    /** Bits that magnitudes may have beyond the nominal range of their subband (E.1): neither wavelet ever needs more. */
    static final int GUARD_BITS = 2;

    /** Wavelet levels after which another one makes nothing smaller. */
    static final int MOST_LEVELS = 5;

    /** Columns and rows of the lowest resolution at most, if it is to be shown while the others come in (PS3.5 10.18). */
    private static final int THUMBNAIL = 64;

    /** Of a frame as it is read, with as many wavelet levels as make sense: the shorter side keeps at least one sample. */
    static CodingStyle of(DecodedFrame frame, SampleReader reader, Coding coding) {
        int longer = Math.max(frame.columns(), frame.rows());
        int useful = coding.byResolution() ? Math.max(MOST_LEVELS, log2((longer - 1) / THUMBNAIL) + 1) : MOST_LEVELS;
        return new CodingStyle(
                frame.columns(),
                frame.rows(),
                frame.samplesPerPixel(),
                reader.precision(),
                reader.signed(),
                reader.isRgb(),
                Math.min(useful, log2(Math.min(frame.columns(), frame.rows()))),
                coding);
    }

    /** The same frame, coded in another way. */
    CodingStyle with(Coding other) {
        return new CodingStyle(columns, rows, components, precision, signed, colourTransform, levels, other);
    }

    boolean reversible() {
        return coding.reversible();
    }

    /**
     * The nominal dynamic range of a subband in bits, R_b (E.1.1). One more than the wavelet makes of a sample where colours
     * are transformed reversibly, as their differences need it.
     */
    int range(Subband band) {
        return precision + band.orientation().gain() + (colourTransform && reversible() ? 1 : 0);
    }

    /**
     * The quantization of a subband. Reversible coding has none, and writes the range as the exponent (A.6.4); else steps
     * are such that each subband has the same part in the error of the picture.
     */
    StepSize step(Subband band) {
        int range = range(band);
        return reversible()
                ? new StepSize(range, 0)
                : StepSize.of(coding.step() / SynthesisNorms.of(band.orientation(), band.level()), range);
    }

    /** Magnitude bit-planes of a subband, M_b (Equation E-2). */
    int planes(Subband band) {
        return GUARD_BITS + step(band).exponent() - 1;
    }

    /** Rounded down; -1 of zero. */
    private static int log2(int number) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(number);
    }
}
