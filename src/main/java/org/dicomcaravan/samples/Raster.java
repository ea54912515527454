package org.dicomcaravan.samples;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A picture to draw on: a number for every pixel, row by row. All of its arithmetic is strict, so that a drawing comes
 * out the same on every machine.
 */
final class Raster {
    private final int columns;
    private final int rows;
    private final double spacing;
    private final double[] values;

    /**
     * A picture whose middle is the point 0, 0.
     *
     * @param columns pixels in a row
     * @param rows rows
     * @param spacing millimetres from one pixel to the next
     * @param value of every pixel
     */
    Raster(int columns, int rows, double spacing, double value) {
        this.columns = columns;
        this.rows = rows;
        this.spacing = spacing;
        this.values = new double[columns * rows];
        Arrays.fill(values, value);
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    double spacing() {
        return spacing;
    }

    /** The numbers themselves. */
    double[] values() {
        return values;
    }

    /** The x of a column, in millimetres. */
    double x(int column) {
        return (column - (columns - 1) / 2.0) * spacing;
    }

    /** The y of a row, in millimetres. */
    double y(int row) {
        return (row - (rows - 1) / 2.0) * spacing;
    }

    /** Gives a shape a value; where its border is soft, what was there shines through. */
    Raster paint(Shape shape, double value) {
        return change(shape, (old, x, y) -> value);
    }

    /** Adds to what is there, as X-rays do that pass one thing after another. */
    Raster add(Shape shape, double amount) {
        return change(shape, (old, x, y) -> old + amount);
    }

    /** Gives a shape the values of a texture; several rows at a time, so both are functions of the point alone. */
    Raster change(Shape shape, Texture texture) {
        Bounds bounds = shape.bounds();
        int left = first(bounds.left(), columns);
        int right = last(bounds.right(), columns);
        IntStream.rangeClosed(first(bounds.top(), rows), last(bounds.bottom(), rows))
                .parallel()
                .forEach(row -> change(row, left, right, shape, texture));
        return this;
    }

    /** The first pixel of a line of so many that is not before a coordinate, or the one before that. */
    private int first(double at, int count) {
        return (int) Math.max(0, Math.floor(at / spacing + (count - 1) / 2.0));
    }

    /** The last one that is not behind it, or the one behind that. */
    private int last(double at, int count) {
        return (int) Math.min(count - 1, Math.ceil(at / spacing + (count - 1) / 2.0));
    }

    private void change(int row, int left, int right, Shape shape, Texture texture) {
        double y = y(row);
        for (int column = left; column <= right; column++) {
            int i = row * columns + column;
            double x = x(column);
            double cover = shape.cover(x, y);
            if (cover > 0) {
                values[i] += (texture.value(values[i], x, y) - values[i]) * cover;
            }
        }
    }

    /** Adds noise that is nearly Gaussian: the sum of four even ones. */
    Raster noise(double sigma, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values.length; i++) {
            double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
            values[i] += sum * sigma * Math.sqrt(3);
        }
        return this;
    }

    /** Blurs by a box of 2·radius+1 pixels, thrice, which is nearly a Gaussian. */
    Raster blur(int radius) {
        for (int pass = 0; pass < 3; pass++) {
            for (int row = 0; row < rows; row++) {
                smear(row * columns, 1, columns, radius);
            }
            for (int column = 0; column < columns; column++) {
                smear(column, columns, rows, radius);
            }
        }
        return this;
    }

    private void smear(int start, int step, int count, int radius) {
        double[] line = new double[count];
        for (int i = 0; i < count; i++) {
            line[i] = values[start + i * step];
        }
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += line[clamp(i, count)];
        }
        for (int i = 0; i < count; i++) {
            values[start + i * step] = sum / (2 * radius + 1);
            sum += line[clamp(i + radius + 1, count)] - line[clamp(i - radius, count)];
        }
    }

    private static int clamp(int i, int count) {
        return Math.min(count - 1, Math.max(0, i));
    }

    /** What a point becomes: a function of what it was and where it is. */
    @FunctionalInterface
    interface Texture {
        double value(double old, double x, double y);
    }
}
