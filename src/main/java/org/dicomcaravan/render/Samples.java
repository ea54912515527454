package org.dicomcaravan.render;

/** Rounding to output samples. */
final class Samples {

    private Samples() {}

    /** {@code value · 255 / top}, halves up, clamped to 0…255; for values and tops within 32 bits. */
    static int scaled(long value, long top) {
        return clamped(Math.floorDiv(2 * 255 * value + top, 2 * top));
    }

    /** The nearest of 0…255. */
    static int clamped(long value) {
        return (int) Math.min(Math.max(value, 0), 255);
    }
}
