package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * Where the codeword of a code-block is worth to be cut (J.14.3): of its coding passes those after which each byte more has
 * brought more than any later one will, the convex hull of what is gained over what it costs. Immutable.
 */
final class TruncationPoints {

    /** None, so that nothing is coded. */
    static final TruncationPoints NONE = new TruncationPoints(new int[0], new int[0], new float[0]);

    private final int[] passes;
    private final int[] lengths;

    /** What distortion each byte of a point takes away, falling. */
    private final float[] slopes;

    private TruncationPoints(int[] passes, int[] lengths, float[] slopes) {
        this.passes = passes;
        this.lengths = lengths;
        this.slopes = slopes;
    }

    /** The end alone, of a codeword that has to stay whole. */
    static TruncationPoints end(int passes, int length) {
        return new TruncationPoints(new int[] {passes}, new int[] {length}, new float[] {Float.MAX_VALUE});
    }

    /**
     * The points of a codeword.
     *
     * @param lengths bytes that are needed to decode each pass and all before it, never falling
     * @param gains by how much these passes lower the distortion
     */
    static TruncationPoints of(int[] lengths, double[] gains) {
        int[] passes = new int[lengths.length];
        int[] bytes = new int[lengths.length];
        float[] slopes = new float[lengths.length];
        double[] gained = new double[lengths.length];
        int count = 0;
        for (int pass = 0; pass < lengths.length; pass++) {
            float slope = slope(lengths[pass], gains[pass], count, bytes, gained);
            while (count > 0 && slope >= slopes[count - 1]) {
                count--;
                slope = slope(lengths[pass], gains[pass], count, bytes, gained);
            }
            if (slope > 0) {
                passes[count] = pass + 1;
                bytes[count] = lengths[pass];
                gained[count] = gains[pass];
                slopes[count++] = slope;
            }
        }
        return new TruncationPoints(
                Arrays.copyOf(passes, count), Arrays.copyOf(bytes, count), Arrays.copyOf(slopes, count));
    }

    /** From the point before, or from nothing at all. */
    private static float slope(int length, double gain, int count, int[] bytes, double[] gained) {
        double more = gain - (count == 0 ? 0 : gained[count - 1]);
        int cost = length - (count == 0 ? 0 : bytes[count - 1]);
        return cost == 0 ? (more > 0 ? Float.MAX_VALUE : 0) : (float) (more / cost);
    }

    /** How many there are. */
    int count() {
        return slopes.length;
    }

    /** How many come before the first one that takes away less than so much distortion a byte. */
    int count(float leastSlope) {
        int count = 0;
        while (count < slopes.length && slopes[count] >= leastSlope) {
            count++;
        }
        return count;
    }

    /** Coding passes up to the last of so many points. */
    int passes(int count) {
        return count == 0 ? 0 : passes[count - 1];
    }

    /** Bytes up to the last of so many points. */
    int length(int count) {
        return count == 0 ? 0 : lengths[count - 1];
    }

    /** The first points. */
    TruncationPoints first(int count) {
        return new TruncationPoints(
                Arrays.copyOf(passes, count), Arrays.copyOf(lengths, count), Arrays.copyOf(slopes, count));
    }
}
