package org.dicomcaravan.codec.jpeg;

import org.dicomcaravan.codec.jpegsyntax.Component;

/**
 * A component's rows at the frame's resolution. Where it has half the samples across, down or both, each output is
 * three parts of the sample that it lies in and one of its neighbour's on that side: a triangle filter, as libjpeg's
 * "fancy upsampling" has it, with its roundings in turns. Other ratios take the sample that covers the place. For one
 * thread.
 */
final class Upsampler {

    private final DctPlane plane;
    private final int across;
    private final int mostAcross;
    private final int down;
    private final int mostDown;
    private final boolean halvedAcross;
    private final boolean halvedDown;
    private final int[] line;

    Upsampler(DctFrame frame, DctPlane plane) {
        Component component = plane.grid().component();
        this.plane = plane;
        this.across = component.across();
        this.down = component.down();
        this.mostAcross = frame.mostAcross();
        this.mostDown = frame.mostDown();
        boolean wide = 2 * across == mostAcross;
        boolean tall = 2 * down == mostDown;
        // As libjpeg: no filter across two samples, and none where only one of two ratios is a half.
        boolean filtered = (wide || across == mostAcross)
                && (tall || down == mostDown)
                && !(wide && plane.grid().columns() <= 2);
        this.halvedAcross = wide && filtered;
        this.halvedDown = tall && filtered;
        this.line = new int[plane.grid().columns()];
    }

    /** Writes a row of the frame. */
    void row(int row, short[] out) {
        int source = (int) ((long) row * down / mostDown);
        if (!halvedDown && !halvedAcross) {
            covered(source * plane.stride(), out);
            return;
        }
        int weight = 1;
        int from = source * plane.stride();
        short[] samples = plane.samples();
        if (halvedDown) {
            int next = row % 2 == 0
                    ? Math.max(0, source - 1)
                    : Math.min(plane.grid().rows() - 1, source + 1);
            int other = next * plane.stride();
            for (int i = 0; i < line.length; i++) {
                line[i] = 3 * samples[from + i] + samples[other + i];
            }
            weight = 4;
        } else {
            for (int i = 0; i < line.length; i++) {
                line[i] = samples[from + i];
            }
        }
        if (halvedAcross) {
            doubled(weight, out);
        } else {
            int half = row % 2 == 0 ? 1 : 2;
            for (int i = 0; i < line.length; i++) {
                out[i] = (short) (line[i] + half >> 2);
            }
        }
    }

    private void covered(int from, short[] out) {
        if (across == mostAcross) {
            System.arraycopy(plane.samples(), from, out, 0, out.length);
            return;
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = plane.samples()[from + i * across / mostAcross];
        }
    }

    /** Two samples out of each, rounded down and up in turns. */
    private void doubled(int weight, short[] out) {
        int shift = weight == 1 ? 2 : 4;
        int left = weight == 1 ? 1 : 8;
        int right = weight == 1 ? 2 : 7;
        int before = line[0];
        for (int i = 0, to = 0; to < out.length; i++) {
            int here = line[i];
            int behind = i + 1 < line.length ? line[i + 1] : here;
            out[to++] = (short) (3 * here + before + left >> shift);
            if (to < out.length) {
                out[to++] = (short) (3 * here + behind + right >> shift);
            }
            before = here;
        }
    }
}
