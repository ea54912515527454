package org.dicomcaravan.codec.jpeg2000;

/**
 * A part of a grid: from (x0, y0) up to (x1, y1), which is not included.
 *
 * @param x0 its first column
 * @param y0 its first row
 * @param x1 the column behind its last one
 * @param y1 the row behind its last one
 */
record Rectangle(int x0, int y0, int x1, int y1) {

    int width() {
        return Math.max(0, x1 - x0);
    }

    int height() {
        return Math.max(0, y1 - y0);
    }

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    /** Its numbers. */
    long area() {
        return (long) width() * height();
    }

    /** The same part of a grid that has only each {@code dx}-th column and {@code dy}-th row. */
    Rectangle divided(int dx, int dy) {
        return new Rectangle(ceil(x0, dx), ceil(y0, dy), ceil(x1, dx), ceil(y1, dy));
    }

    /** What lies in both. */
    Rectangle within(Rectangle other) {
        return new Rectangle(
                Math.max(x0, other.x0), Math.max(y0, other.y0), Math.min(x1, other.x1), Math.min(y1, other.y1));
    }

    private static int ceil(int value, int divisor) {
        return (int) (((long) value + divisor - 1) / divisor);
    }
}
