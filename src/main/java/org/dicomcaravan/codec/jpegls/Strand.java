package org.dicomcaravan.codec.jpegls;

import java.util.Arrays;

/**
 * Lines that are coded one below the other: of one component, or of all components of a sample-interleaved scan, whose
 * samples then lie side by side.
 *
 * <p>A line of {@code w} pixels with {@code n} samples each has the sample {@code c} of pixel {@code x} at
 * {@code (x + 1) n + c}; the pixels before and after it are the neighbours that A.2.1 puts there.
 */
final class Strand {

    final int samples;
    final int columns;
    final int rows;
    /** Lines that are coded before the next strand has its turn. */
    final int linesAtATime;

    int[] above;
    int[] line;
    int runIndex;

    Strand(int samples, int columns, int rows, int linesAtATime) {
        this.samples = samples;
        this.columns = columns;
        this.rows = rows;
        this.linesAtATime = linesAtATime;
        this.above = new int[(columns + 2) * samples];
        this.line = new int[(columns + 2) * samples];
    }

    /** At the start of a scan and after each restart marker: the line above is black. */
    void reset() {
        Arrays.fill(above, 0);
        runIndex = 0;
    }

    /** Puts the neighbours of the next line at both of its ends (A.2.1). */
    void begin() {
        System.arraycopy(above, samples, line, 0, samples);
        System.arraycopy(above, columns * samples, above, (columns + 1) * samples, samples);
    }

    /** Makes the line the one above. */
    void end() {
        int[] free = above;
        above = line;
        line = free;
    }
}
