package org.dicomcaravan.codec.jpegls;

/** A frame's samples, pixel by pixel in little endian words, filled line by line. */
final class FrameSamples implements LineSink {

    private final byte[] words;
    private final int columns;
    private final int components;
    private final int width;

    /** Room for a frame, which must fit an array, with words of {@code width} bytes: 1, 2, 4 or 8. */
    FrameSamples(int rows, int columns, int components, int width) {
        this.words = new byte[rows * columns * components * width];
        this.columns = columns;
        this.components = components;
        this.width = width;
    }

    /** The words; not copied. */
    byte[] words() {
        return words;
    }

    @Override
    public void line(int[] place, int y, int[] line, int pixels) {
        int n = place.length;
        for (int c = 0; c < n; c++) {
            int to = (y * columns * components + place[c]) * width;
            if (width == 1) {
                for (int i = n + c; i < (pixels + 1) * n; i += n, to += components) {
                    words[to] = (byte) line[i];
                }
            } else {
                for (int i = n + c; i < (pixels + 1) * n; i += n, to += components * width) {
                    words[to] = (byte) line[i];
                    words[to + 1] = (byte) (line[i] >> 8);
                }
            }
        }
    }
}
