package org.dicomcaravan.render;

/** A linear modality transform: x = slope · stored + intercept, slope not 0 (PS3.3 C.11.1.1.2). */
record Rescale(Rational slope, Rational intercept) {

    static final Rescale IDENTITY = new Rescale(Rational.ONE, Rational.ZERO);

    Rational at(Rational stored) {
        return slope.times(stored).plus(intercept);
    }
}
