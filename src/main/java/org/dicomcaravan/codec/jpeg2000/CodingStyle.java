package org.dicomcaravan.codec.jpeg2000;

/**
 * What the main header says of a frame's coding (SIZ, COD and QCD of Annex A.5 and A.6).
 *
 * @param columns width of the frame
 * @param rows height of the frame
 * @param components samples of a pixel
 * @param precision bits of a sample
 * @param signed whether samples are two's complement
 * @param colourTransform whether the reversible component transform was applied (Annex G.2)
 * @param levels wavelet levels
 */
record CodingStyle(
        int columns, int rows, int components, int precision, boolean signed, boolean colourTransform, int levels) {

    /** Bits that magnitudes may have beyond the nominal range of their subband (E.1): 5/3 never needs more. */
    static final int GUARD_BITS = 2;

    private static final int MOST_LEVELS = 5;

    /** As many wavelet levels as make sense: the shorter side keeps at least one sample, and no more than five. */
    static int levels(int columns, int rows) {
        return Math.min(MOST_LEVELS, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.min(columns, rows)));
    }

    /**
     * The dynamic range of a subband, R_b (E.1.1), which reversible coding writes as the exponent (A.6.4). One bit more
     * than a sample has where colours are transformed, as their differences need it.
     */
    int exponent(Orientation orientation) {
        return precision + orientation.gain() + (colourTransform ? 1 : 0);
    }

    /** Magnitude bit-planes of a subband, M_b (Equation E-2). */
    int planes(Orientation orientation) {
        return GUARD_BITS + exponent(orientation) - 1;
    }
}
