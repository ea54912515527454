package org.dicomcaravan.codec.jpeglossless;

import org.dicomcaravan.codec.jpegsyntax.FrameHeader;

/** Lines of components at full resolution: a unit is a pixel, so differences lie as samples do. */
final class WholeLines implements ScanLines {

    private final FrameHeader frame;
    private final Scan scan;
    private final FrameSamples samples;
    private final int components;
    private final int count;
    private int[] above;

    WholeLines(FrameHeader frame, Scan scan, FrameSamples samples) {
        this.frame = frame;
        this.scan = scan;
        this.samples = samples;
        this.components = scan.components().size();
        this.count = components * frame.columns();
        this.above = new int[count];
    }

    /** Whether a scan's lines are such. */
    static boolean fit(FrameHeader frame, Scan scan) {
        return scan.components().stream()
                .map(frame.layout()::get)
                .allMatch(component -> component.across() == frame.mostAcross()
                        && component.down() == frame.mostDown()
                        && (!scan.interleaved() || component.across() * component.down() == 1));
    }

    @Override
    public int unitsAcross() {
        return frame.columns();
    }

    @Override
    public int unitsDown() {
        return frame.rows();
    }

    @Override
    public int[] line(int[] differences, int y, boolean first) {
        if (first) {
            int half = 1 << frame.precision() - scan.pointTransform() - 1;
            Predictor.restoreFirst(differences, count, components, half);
        } else {
            Predictor.restore(scan.predictor(), differences, above, count, components);
        }
        if (components == frame.components() && isInOrder()) {
            samples.put(y, differences, scan.pointTransform());
        } else {
            for (int i = 0; i < components; i++) {
                samples.put(y, scan.components().get(i), differences, i, components, 1, 1, scan.pointTransform());
            }
        }
        int[] free = above;
        above = differences;
        return free;
    }

    private boolean isInOrder() {
        for (int i = 0; i < components; i++) {
            if (scan.components().get(i) != i) {
                return false;
            }
        }
        return true;
    }
}
