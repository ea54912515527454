package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;
import java.util.List;

/**
 * The decoding of a code-block as the text of T.800 Annex D has it, coefficient by coefficient, for comparison. Of
 * high-throughput blocks it knows nothing.
 */
final class PlainBlockDecoder {

    /** Coding passes that share a codeword, and its bytes. */
    record Codeword(int passes, byte[] bytes) {}

    private static final int[] SIGN_CONTEXTS = {13, 12, 11, 10, 9, 10, 11, 12, 13}; // Table D.3, from H, V = 1, 1 on

    private final int width;
    private final int height;
    private final Orientation orientation;
    private final ComponentStyle style;
    private final PlainMqDecoder mq = new PlainMqDecoder();
    private final RawBits raw = new RawBits();
    private final boolean[] significant;
    private final boolean[] negative;
    private final boolean[] refined;
    private final boolean[] visited;
    private final int[] magnitudes;
    private final int[] lastPlanes;
    private boolean bypassed;
    private boolean symbolsMissing;

    PlainBlockDecoder(int width, int height, Orientation orientation, ComponentStyle style) {
        this.width = width;
        this.height = height;
        this.orientation = orientation;
        this.style = style;
        int count = width * height;
        significant = new boolean[count];
        negative = new boolean[count];
        refined = new boolean[count];
        visited = new boolean[count];
        magnitudes = new int[count];
        lastPlanes = new int[count];
    }

    /** Decodes the passes of a block that has so many bit-planes; the first pass is the cleanup of the highest one. */
    void decode(List<Codeword> codewords, int planes) {
        mq.reset();
        int pass = 0;
        int last = codewords.stream().mapToInt(Codeword::passes).sum() - 1;
        for (Codeword codeword : codewords) {
            for (int i = 0; i < codeword.passes; i++, pass++) {
                int plane = planes - 1 - (pass + 2) / 3;
                int kind = (pass + 2) % 3;
                bypassed = style.has(ComponentStyle.BYPASS) && pass >= 10 && kind != 2; // Table D.9
                if (i == 0) {
                    begin(codeword.bytes);
                }
                decode(kind, plane);
                if (kind == 2) {
                    Arrays.fill(visited, false);
                    checkSymbol(pass == last);
                }
                if (style.has(ComponentStyle.RESET)) {
                    mq.reset();
                }
            }
        }
    }

    private void begin(byte[] bytes) {
        if (bypassed) {
            raw.begin(bytes, 0, bytes.length);
        } else {
            mq.begin(bytes, 0, bytes.length);
        }
    }

    /** Whether a cleanup pass that was not the last one did not end with 1010 (D.5). */
    boolean symbolsMissing() {
        return symbolsMissing;
    }

    private void checkSymbol(boolean last) {
        if (style.has(ComponentStyle.SEGMENTATION_SYMBOLS)) {
            int symbol = mq.decode(18) << 3 | mq.decode(18) << 2 | mq.decode(18) << 1 | mq.decode(18);
            symbolsMissing |= symbol != 0b1010 && !last;
        }
    }

    /** Twice each coefficient, in the middle of what is known of it. */
    int[] doubled() {
        int[] doubled = new int[magnitudes.length];
        for (int i = 0; i < doubled.length; i++) {
            int number = significant[i] ? 2 * magnitudes[i] + (1 << lastPlanes[i]) : 0;
            doubled[i] = negative[i] ? -number : number;
        }
        return doubled;
    }

    private void decode(int kind, int plane) {
        for (int top = 0; top < height; top += 4) {
            for (int x = 0; x < width; x++) {
                int from = kind == 2 ? runLength(x, top, plane) : 0;
                for (int y = top + from; y < Math.min(top + 4, height); y++) {
                    decode(kind, x, y, plane);
                }
            }
        }
    }

    private void decode(int kind, int x, int y, int plane) {
        int at = y * width + x;
        int context = significance(x, y);
        if (kind == 0 && !significant[at] && context > 0 || kind == 2 && !significant[at] && !visited[at]) {
            visited[at] = true;
            if (bit(context) == 1) {
                becomeSignificant(x, y, plane);
            }
        } else if (kind == 1 && significant[at] && !visited[at]) {
            int bit = bit(refined[at] ? 16 : anyAround(x, y) ? 15 : 14); // Table D.4
            magnitudes[at] |= bit << plane;
            lastPlanes[at] = plane;
            refined[at] = true;
        }
    }

    /** D.3.4: how many coefficients of the column need no decoding any more. */
    private int runLength(int x, int top, int plane) {
        for (int y = top; y < top + 4; y++) {
            if (y >= height || significant[y * width + x] || visited[y * width + x] || significance(x, y) > 0) {
                return 0;
            }
        }
        if (mq.decode(17) == 0) {
            return 4;
        }
        int run = mq.decode(18) << 1 | mq.decode(18);
        becomeSignificant(x, top + run, plane);
        return run + 1;
    }

    private int bit(int context) {
        return bypassed ? raw.next() : mq.decode(context);
    }

    private void becomeSignificant(int x, int y, int plane) {
        int at = y * width + x;
        int horizontal = clamped(contribution(x, y, -1, 0) + contribution(x, y, 1, 0));
        int vertical = clamped(contribution(x, y, 0, -1) + contribution(x, y, 0, 1));
        int row = 4 - 3 * horizontal - vertical;
        int inverted = row > 4 ? 1 : 0;
        negative[at] = bypassed ? raw.next() == 1 : (mq.decode(SIGN_CONTEXTS[row]) ^ inverted) == 1;
        significant[at] = true;
        magnitudes[at] = 1 << plane;
        lastPlanes[at] = plane;
    }

    private static int clamped(int sum) {
        return Math.max(-1, Math.min(1, sum));
    }

    private int contribution(int x, int y, int dx, int dy) {
        return near(x, y, dx, dy) == 0 ? 0 : negative[(y + dy) * width + x + dx] ? -1 : 1;
    }

    private boolean anyAround(int x, int y) {
        return significance(x, y) > 0;
    }

    /** Whether a neighbour is significant. With vertically causal contexts those of the next stripe are not (D.7). */
    private int near(int x, int y, int dx, int dy) {
        boolean outside = x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height;
        boolean later = style.has(ComponentStyle.VERTICALLY_CAUSAL) && dy == 1 && y % 4 == 3;
        return outside || later || !significant[(y + dy) * width + x + dx] ? 0 : 1;
    }

    /** Table D.1. */
    private int significance(int x, int y) {
        int h = near(x, y, -1, 0) + near(x, y, 1, 0);
        int v = near(x, y, 0, -1) + near(x, y, 0, 1);
        int d = near(x, y, -1, -1) + near(x, y, 1, -1) + near(x, y, -1, 1) + near(x, y, 1, 1);
        if (orientation == Orientation.HH) {
            int sum = h + v;
            return d >= 3 ? 8 : d == 2 ? (sum > 0 ? 7 : 6) : d == 1 ? 3 + Math.min(sum, 2) : Math.min(sum, 2);
        }
        if (orientation == Orientation.HL) {
            int swapped = h;
            h = v;
            v = swapped;
        }
        if (h == 2) {
            return 8;
        }
        if (h == 1) {
            return v >= 1 ? 7 : d >= 1 ? 6 : 5;
        }
        return v == 2 ? 4 : v == 1 ? 3 : Math.min(d, 2);
    }
}
