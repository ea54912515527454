package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * A tile's numbers by component: what the wavelets are inverted in, and then samples before rounding and level shift.
 * Those of reversibly coded components are integers, of others floating point numbers. Arrays are used again for the next
 * tile.
 */
final class TilePlanes {

    private static final float RED_OF_CR = 1.402f;
    private static final float GREEN_OF_CB = 0.34413f;
    private static final float GREEN_OF_CR = 0.71414f;
    private static final float BLUE_OF_CB = 1.772f;

    private int[][] integers = {};
    private float[][] floats = {};

    /** Makes room for the numbers of a component, all of them zero. */
    void clear(int component, boolean reversible, int count) {
        for (int i = integers.length; i <= component; i++) {
            integers = Arrays.copyOf(integers, component + 1);
            floats = Arrays.copyOf(floats, component + 1);
            integers[i] = new int[0];
            floats[i] = new float[0];
        }
        if (reversible) {
            if (integers[component].length < count) {
                integers[component] = new int[count];
            } else {
                Arrays.fill(integers[component], 0, count, 0);
            }
        } else if (floats[component].length < count) {
            floats[component] = new float[count];
        } else {
            Arrays.fill(floats[component], 0, count, 0);
        }
    }

    int[] integers(int component) {
        return integers[component];
    }

    float[] floats(int component) {
        return floats[component];
    }

    /** Bytes that are kept for the next tile. */
    long bytes() {
        long numbers = 0;
        for (int i = 0; i < integers.length; i++) {
            numbers += (long) integers[i].length + floats[i].length;
        }
        return Integer.BYTES * numbers;
    }

    /** Makes RGB of some numbers of the first three components (Annex G.2, G.3). */
    void toRgb(boolean reversible, int from, int count) {
        if (reversible) {
            toRgb(integers[0], integers[1], integers[2], from, from + count);
        } else {
            toRgb(floats[0], floats[1], floats[2], from, from + count);
        }
    }

    private static void toRgb(int[] luminance, int[] blue, int[] red, int from, int to) {
        for (int i = from; i < to; i++) {
            int green = luminance[i] - ((blue[i] + red[i]) >> 2);
            luminance[i] = red[i] + green;
            red[i] = blue[i] + green;
            blue[i] = green;
        }
    }

    private static void toRgb(float[] luminance, float[] cb, float[] cr, int from, int to) {
        for (int i = from; i < to; i++) {
            float y = luminance[i];
            float b = cb[i];
            float r = cr[i];
            luminance[i] = y + r * RED_OF_CR;
            cb[i] = y - b * GREEN_OF_CB - r * GREEN_OF_CR;
            cr[i] = y + b * BLUE_OF_CB;
        }
    }

    /** Rounds numbers, shifts them back (G.1), and clamps them to the range of the component's precision. */
    void samples(int component, boolean reversible, ImageSize.Component range, int from, int count, int[] into) {
        if (reversible) {
            System.arraycopy(integers[component], from, into, 0, count);
        } else {
            float[] numbers = floats[component];
            for (int i = 0; i < count; i++) {
                into[i] = (int) Math.rint(numbers[from + i]);
            }
        }
        int shift = range.signed() ? 0 : 1 << (range.precision() - 1);
        int least = range.signed() ? -1 << (range.precision() - 1) : 0;
        int most = least + (int) ((1L << range.precision()) - 1);
        for (int i = 0; i < count; i++) {
            into[i] = Math.max(least, Math.min(most, into[i] + shift));
        }
    }
}
