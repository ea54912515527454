package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/** A code-block's coding passes, all or the first of them. Immutable. */
final class CodeBlock {

    /** A code-block of zeros, which no packet includes. */
    static final CodeBlock ZERO = new CodeBlock(0, new byte[0], TruncationPoints.NONE);

    private final int planes;
    private final byte[] bytes;
    private final TruncationPoints points;

    /** Of the points, those up to which it goes. */
    private final int reached;

    /**
     * A code-block that is coded to its end.
     *
     * @param planes magnitude bit-planes that are coded, from the highest one with a bit set
     * @param bytes the codeword; not copied
     */
    CodeBlock(int planes, byte[] bytes) {
        // The highest plane has a cleanup pass only, each other one has all three (D.3).
        this(planes, bytes, TruncationPoints.end(3 * planes - 2, bytes.length));
    }

    /** A code-block that can be cut at these points, and goes up to the last one. */
    CodeBlock(int planes, byte[] bytes, TruncationPoints points) {
        this(planes, bytes, points, points.count());
    }

    private CodeBlock(int planes, byte[] bytes, TruncationPoints points, int reached) {
        this.planes = planes;
        this.bytes = bytes;
        this.points = points;
        this.reached = reached;
    }

    int planes() {
        return planes;
    }

    /** The codeword, and what was cut off; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Bytes of the codeword. */
    int length() {
        return points.length(reached);
    }

    /** Coding passes. */
    int passes() {
        return points.passes(reached);
    }

    boolean isZero() {
        return reached == 0;
    }

    /** Those passes only whose bytes each take away so much distortion. */
    CodeBlock cut(float leastSlope) {
        int count = points.count(leastSlope);
        return count == 0 ? ZERO : new CodeBlock(planes, bytes, points, count);
    }

    /** By how many bytes it would be longer if it went on to the next point below a slope. */
    int step(float slope) {
        int count = points.count(slope);
        return count == points.count() ? 0 : points.length(count + 1) - points.length(count);
    }

    /** The same, with nothing kept of what was cut off. */
    CodeBlock trimmed() {
        return reached == points.count()
                ? this
                : new CodeBlock(planes, Arrays.copyOf(bytes, length()), points.first(reached));
    }
}
