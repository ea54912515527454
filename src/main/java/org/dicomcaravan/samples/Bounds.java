package org.dicomcaravan.samples;

/**
 * A rectangle that nothing of a shape is outside of, in millimetres.
 *
 * @param left least x
 * @param top least y
 * @param right greatest x
 * @param bottom greatest y
 */
record Bounds(double left, double top, double right, double bottom) {
    /** Of a shape that may be anywhere. */
    static final Bounds NONE = new Bounds(
            Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
}
