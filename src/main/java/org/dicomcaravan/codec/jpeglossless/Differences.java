package org.dicomcaravan.codec.jpeglossless;

import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;

/**
 * The differences of a frame's samples from their predictions (ISO/IEC 10918-1 H.1.2), modulo 65,536, and how often each
 * component has which category of them.
 */
final class Differences {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Categories there are, 0 to 16 (table H.2). */
    static final int CATEGORIES = 17;

    /** Neighbours are counted in different places, since a place is free for the next only after some cycles. */
    private static final int PLACES = 4;

    private static final int PLACE = 32;

    private final short[] differences;
    private final long[][] counts;

    /**
     * Predicts all samples.
     *
     * @param frame words of one or two bytes
     * @param predictor 1 to 7
     * @param half half the range of the precision
     */
    Differences(DecodedFrame frame, int predictor, int half) throws InterruptedIOException {
        int step = frame.samplesPerPixel();
        int count = frame.columns() * step;
        differences = new short[Math.multiplyExact(frame.rows(), count)];
        counts = new long[step][CATEGORIES];
        int[] occurrences = new int[step * PLACES * PLACE];
        int[] line = new int[count];
        int[] above = new int[count];
        for (int y = 0; y < frame.rows(); y++) {
            Cancellation.check();
            read(frame, y, line);
            int at = y * count;
            for (int i = 0; i < step; i++) {
                differences[at + i] = (short) (line[i] - (y == 0 ? half : above[i]));
            }
            predict(y == 0 ? Predictor.LEFT : predictor, line, above, at, step);
            count(at, count, occurrences);
            int[] free = above;
            above = line;
            line = free;
        }
        add(occurrences);
    }

    /** All differences, in the order of the samples; not copied. */
    short[] differences() {
        return differences;
    }

    /** How often a component has each category. */
    long[] counts(int component) {
        return counts[component];
    }

    private static void read(DecodedFrame frame, int y, int[] line) {
        byte[] samples = frame.samples();
        if (frame.bitsAllocated() == Byte.SIZE) {
            int from = y * line.length;
            for (int i = 0; i < line.length; i++) {
                line[i] = samples[from + i] & 0xFF;
            }
        } else {
            int from = 2 * y * line.length;
            for (int i = 0; i < line.length; i++) {
                line[i] = (short) SHORTS.get(samples, from + 2 * i) & 0xFFFF;
            }
        }
    }

    private void predict(int predictor, int[] line, int[] above, int at, int step) {
        short[] to = differences;
        int count = line.length;
        switch (predictor) {
            case 1 -> {
                for (int i = step; i < count; i++) {
                    to[at + i] = (short) (line[i] - line[i - step]);
                }
            }
            case 2 -> {
                for (int i = step; i < count; i++) {
                    to[at + i] = (short) (line[i] - above[i]);
                }
            }
            case 3 -> {
                for (int i = step; i < count; i++) {
                    to[at + i] = (short) (line[i] - above[i - step]);
                }
            }
            case 4 -> {
                for (int i = step; i < count; i++) {
                    to[at + i] = (short) (line[i] - line[i - step] - above[i] + above[i - step]);
                }
            }
            case 5 -> {
                for (int i = step; i < count; i++) {
                    to[at + i] = (short) (line[i] - line[i - step] - (above[i] - above[i - step] >> 1));
                }
            }
            case 6 -> {
                for (int i = step; i < count; i++) {
                    to[at + i] = (short) (line[i] - above[i] - (line[i - step] - above[i - step] >> 1));
                }
            }
            default -> {
                for (int i = step; i < count; i++) {
                    to[at + i] = (short) (line[i] - (line[i - step] + above[i] >> 1));
                }
            }
        }
    }

    private void count(int at, int count, int[] occurrences) {
        int turns = counts.length * PLACES * PLACE;
        for (int i = at, turn = 0; i < at + count; i++) {
            occurrences[turn | category(differences[i])]++;
            turn += PLACE;
            turn = turn == turns ? 0 : turn;
        }
    }

    /** A place counts for the component that its number says; each component has as many. */
    private void add(int[] occurrences) {
        for (int i = 0; i < occurrences.length; i++) {
            if (i % PLACE < CATEGORIES) {
                counts[i / PLACE % counts.length][i % PLACE] += occurrences[i];
            }
        }
    }

    /** Bits that a difference needs behind its code (table H.2). */
    static int category(int difference) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
    }
}
