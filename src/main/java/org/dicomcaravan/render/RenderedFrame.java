package org.dicomcaravan.render;

import java.util.Objects;

/**
 * A frame as it looks, in 8 bits.
 *
 * @param width columns
 * @param height rows
 * @param components 1 for grey, 3 for RGB side by side
 * @param samples {@code width · height · components} bytes from 0 to 255, rows from top to bottom; not copied, so not
 *     to be changed
 * @param rule how it came about, for example {@code LINEAR c=40 w=400 top-level, inverted}
 */
public record RenderedFrame(int width, int height, int components, byte[] samples, String rule) {

    /** Checks that there are as many samples as the dimensions say. */
    public RenderedFrame {
        Objects.requireNonNull(rule, "rule");
        if (components != 1 && components != 3 || (long) width * height * components != samples.length) {
            throw new IllegalArgumentException(
                    "%d samples for %d x %d pixels of %d".formatted(samples.length, width, height, components));
        }
    }
}
