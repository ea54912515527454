package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * A tile's samples by component, before level shift and rounding: those of reversibly coded components as integers, of
 * others as floating point numbers. Arrays are used again for the next tile.
 */
final class TilePlanes {

    private final int[][] integers;
    private final float[][] floats;

    TilePlanes(int components) {
        this.integers = new int[components][];
        this.floats = new float[components][];
    }

    /** The numbers of a component; all zero at first. */
    int[] integers(int component, int count) {
        if (integers[component] == null || integers[component].length < count) {
            integers[component] = new int[count];
        } else {
            Arrays.fill(integers[component], 0, count, 0);
        }
        return integers[component];
    }

    float[] floats(int component, int count) {
        if (floats[component] == null || floats[component].length < count) {
            floats[component] = new float[count];
        } else {
            Arrays.fill(floats[component], 0, count, 0);
        }
        return floats[component];
    }

    int[] integers(int component) {
        return integers[component];
    }

    float[] floats(int component) {
        return floats[component];
    }
}
