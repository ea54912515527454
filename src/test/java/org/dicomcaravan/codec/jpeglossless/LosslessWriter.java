package org.dicomcaravan.codec.jpeglossless;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Writes lossless JPEG bit by bit as ISO/IEC 10918-1 H.1 has it, with everything that our encoder doesn't: sampling
 * factors, scans of one component, restart intervals, point transforms, and mistakes that other encoders made.
 */
final class LosslessWriter {

    /** Lengths of the codes of categories 0 to 16: table 1 of the compliance stream O2 (ISO/IEC 10918-2). */
    private static final int[] LENGTHS = {2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    /** A component's samples, row by row, and its sampling factors. */
    record Plane(int horizontal, int vertical, int width, int height, int[] samples) {

        int at(int x, int y) {
            return samples[Math.min(y, height - 1) * width + Math.min(x, width - 1)];
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int precision;
    private final int predictor;
    private final int shift;
    private boolean bitsAfter16;
    private int restartRows;
    private long bits;
    private int held;

    LosslessWriter(int precision, int predictor, int shift) {
        this.precision = precision;
        this.predictor = predictor;
        this.shift = shift;
    }

    LosslessWriter withBitsAfter16() {
        bitsAfter16 = true;
        return this;
    }

    /** With a restart marker after as many lines of minimum coded units. */
    LosslessWriter withRestart(int rows) {
        restartRows = rows;
        return this;
    }

    /** Starts a codestream. */
    LosslessWriter begin(int rows, int columns, List<Plane> planes) {
        word(0xFFD8);
        word(0xFFC3);
        word(8 + 3 * planes.size());
        out.write(precision);
        word(rows);
        word(columns);
        out.write(planes.size());
        for (int i = 0; i < planes.size(); i++) {
            out.write(i);
            out.write(planes.get(i).horizontal() << 4 | planes.get(i).vertical());
            out.write(0);
        }
        word(0xFFC4);
        word(2 + 1 + 16 + 17);
        out.write(0);
        for (int length = 1; length <= 16; length++) {
            out.write(length == 2 ? 3 : length == 1 ? 0 : 1);
        }
        for (int category = 0; category <= 16; category++) {
            out.write(category);
        }
        return this;
    }

    /**
     * Writes a scan.
     *
     * @param across minimum coded units of a line
     * @param down lines of them
     */
    LosslessWriter scan(List<Plane> all, List<Integer> components, int across, int down) {
        word(0xFFDD);
        word(4);
        word(restartRows * across);
        word(0xFFDA);
        word(6 + 2 * components.size());
        out.write(components.size());
        for (int component : components) {
            out.write(component);
            out.write(0);
        }
        out.write(predictor);
        out.write(0);
        out.write(shift);
        int firstLine = 0;
        for (int row = 0; row < down; row++) {
            if (restartRows > 0 && row > 0 && row % restartRows == 0) {
                flush();
                word(0xFFD0 + (row / restartRows - 1) % 8);
                firstLine = row;
            }
            for (int unit = 0; unit < across; unit++) {
                for (int component : components) {
                    Plane plane = all.get(component);
                    int h = components.size() > 1 ? plane.horizontal() : 1;
                    int v = components.size() > 1 ? plane.vertical() : 1;
                    for (int i = 0; i < h * v; i++) {
                        sample(plane, unit * h + i % h, row * v + i / h, firstLine * v);
                    }
                }
            }
        }
        flush();
        return this;
    }

    byte[] end() {
        word(0xFFD9);
        return out.toByteArray();
    }

    /** Any bytes, for segments of all kinds. */
    LosslessWriter bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    private void sample(Plane plane, int x, int y, int firstLine) {
        int a = x > 0 ? plane.at(x - 1, y) >> shift : 0;
        int b = y > firstLine ? plane.at(x, y - 1) >> shift : 0;
        int c = x > 0 && y > firstLine ? plane.at(x - 1, y - 1) >> shift : 0;
        int prediction;
        if (y == firstLine) {
            prediction = x == 0 ? 1 << precision - shift - 1 : a;
        } else if (x == 0) {
            prediction = b;
        } else {
            prediction = switch (predictor) {
                case 1 -> a;
                case 2 -> b;
                case 3 -> c;
                case 4 -> a + b - c;
                case 5 -> a + (b - c >> 1);
                case 6 -> b + (a - c >> 1);
                default -> a + b >> 1;
            };
        }
        int difference = (short) ((plane.at(x, y) >> shift) - prediction);
        int category = difference == 0 ? 0 : 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
        put(code(category), LENGTHS[category]);
        if (category < 16 || bitsAfter16) {
            put(difference < 0 ? difference - 1 : difference, category);
        }
    }

    private static int code(int category) {
        return category < 3 ? category : (1 << LENGTHS[category]) - 2;
    }

    private void put(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            bits = bits << 1 | value >> bit & 1;
            if (++held == 8) {
                out.write((int) bits);
                if ((bits & 0xFF) == 0xFF) {
                    out.write(0);
                }
                held = 0;
            }
        }
    }

    private void flush() {
        while (held > 0) {
            put(1, 1);
        }
    }

    private void word(int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
