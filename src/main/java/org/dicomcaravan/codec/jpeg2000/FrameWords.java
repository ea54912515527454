package org.dicomcaravan.codec.jpeg2000;

import java.util.List;

/**
 * A frame's samples, pixel by pixel in little endian words, filled tile by tile: colours are transformed back (Annex G.2,
 * G.3), levels shifted back (G.1), and numbers beyond the range of the component's precision clamped. Components of
 * fewer samples are replicated.
 */
final class FrameWords {

    private static final float RED_OF_CR = 1.402f;
    private static final float GREEN_OF_CB = 0.34413f;
    private static final float GREEN_OF_CR = 0.71414f;
    private static final float BLUE_OF_CB = 1.772f;

    private final ImageSize size;
    private final int bytesPerWord;
    private final byte[] words;

    /** Words of 1, 2 or 4 bytes. */
    FrameWords(ImageSize size, int bytesPerWord) {
        this.size = size;
        this.bytesPerWord = bytesPerWord;
        this.words =
                new byte[Math.toIntExact(size.image().area() * size.components().size() * bytesPerWord)];
    }

    /** The words; not copied. */
    byte[] words() {
        return words;
    }

    /** Takes over a tile's samples; they are changed on the way. */
    void put(Rectangle tile, List<TileComponent> components, TilePlanes planes, boolean colourTransform) {
        if (colourTransform) {
            int count = (int) components.get(0).area().area();
            if (components.get(0).style().reversible()) {
                toRgb(planes.integers(0), planes.integers(1), planes.integers(2), count);
            } else {
                toRgb(planes.floats(0), planes.floats(1), planes.floats(2), count);
            }
        }
        for (TileComponent component : components) {
            int count = (int) component.area().area();
            ImageSize.Component samples = size.components().get(component.number());
            int[] integers = component.style().reversible()
                    ? planes.integers(component.number())
                    : rounded(planes.floats(component.number()), planes.integers(component.number(), count), count);
            level(integers, count, samples);
            put(tile, component, samples, integers);
        }
    }

    /** RCT (G.2.2). */
    private static void toRgb(int[] luminance, int[] blue, int[] red, int count) {
        for (int i = 0; i < count; i++) {
            int green = luminance[i] - ((blue[i] + red[i]) >> 2);
            luminance[i] = red[i] + green;
            red[i] = blue[i] + green;
            blue[i] = green;
        }
    }

    /** ICT (G.3.2). */
    private static void toRgb(float[] luminance, float[] cb, float[] cr, int count) {
        for (int i = 0; i < count; i++) {
            float y = luminance[i];
            float b = cb[i];
            float r = cr[i];
            luminance[i] = y + r * RED_OF_CR;
            cb[i] = y - b * GREEN_OF_CB - r * GREEN_OF_CR;
            cr[i] = y + b * BLUE_OF_CB;
        }
    }

    private static int[] rounded(float[] from, int[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (int) Math.rint(from[i]);
        }
        return to;
    }

    private static void level(int[] numbers, int count, ImageSize.Component samples) {
        int shift = samples.signed() ? 0 : 1 << (samples.precision() - 1);
        int least = samples.signed() ? -1 << (samples.precision() - 1) : 0;
        int most = least + (int) ((1L << samples.precision()) - 1);
        for (int i = 0; i < count; i++) {
            numbers[i] = Math.max(least, Math.min(most, numbers[i] + shift));
        }
    }

    private void put(Rectangle tile, TileComponent component, ImageSize.Component samples, int[] numbers) {
        int count = size.components().size();
        int step = count * bytesPerWord;
        int stride = component.area().width();
        for (int y = tile.y0(); y < tile.y1(); y++) {
            int from = (y / samples.dy() - component.area().y0()) * stride
                    - component.area().x0();
            long row = (long) (y - size.image().y0()) * size.image().width()
                    + tile.x0()
                    - size.image().x0();
            int to = (int) (row * step) + component.number() * bytesPerWord;
            if (samples.dx() == 1) {
                put(numbers, from + tile.x0(), 1, tile.width(), to, step);
            } else {
                for (int x = tile.x0(); x < tile.x1(); x++, to += step) {
                    put(numbers, from + x / samples.dx(), 1, 1, to, step);
                }
            }
        }
    }

    private void put(int[] numbers, int from, int step, int count, int first, int wordStep) {
        int to = first;
        for (int i = from; i < from + count; i += step, to += wordStep) {
            words[to] = (byte) numbers[i];
            if (bytesPerWord > 1) {
                words[to + 1] = (byte) (numbers[i] >> 8);
            }
            if (bytesPerWord > 2) {
                words[to + 2] = (byte) (numbers[i] >> 16);
                words[to + 3] = (byte) (numbers[i] >> 24);
            }
        }
    }
}
