package org.dicomcaravan.codec.jpeglossless;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;

/**
 * Lines of components with sampling factors (ISO/IEC 10918-1 A.2): a unit has several samples of a component, the last
 * of a line perhaps beyond its end. Pixels get the sample that covers them, as in other decoders of lossless JPEG.
 */
final class SubsampledLines implements ScanLines {

    /** A component's own lines. */
    private static final class Plane {
        final int place;
        final Component component;
        final int across;
        final int down;
        final int width;
        int[] line;
        int[] above;

        Plane(int place, Component component, int across, int down, int width) {
            this.place = place;
            this.component = component;
            this.across = across;
            this.down = down;
            this.width = width;
            this.line = new int[width];
            this.above = new int[width];
        }
    }

    private final FrameHeader frame;
    private final Scan scan;
    private final FrameSamples samples;
    private final List<Plane> planes = new ArrayList<>();
    private final int unitsAcross;
    private final int unitsDown;
    private final int unitSamples;

    SubsampledLines(FrameHeader frame, Scan scan, FrameSamples samples) {
        this.frame = frame;
        this.scan = scan;
        this.samples = samples;
        Component first = frame.layout().get(scan.components().get(0));
        boolean interleaved = scan.interleaved();
        this.unitsAcross = interleaved ? FrameHeader.quotient(frame.columns(), frame.mostAcross()) : frame.width(first);
        this.unitsDown = interleaved ? FrameHeader.quotient(frame.rows(), frame.mostDown()) : frame.height(first);
        int count = 0;
        for (int place : scan.components()) {
            Component component = frame.layout().get(place);
            int across = interleaved ? component.across() : 1;
            int down = interleaved ? component.down() : 1;
            planes.add(new Plane(place, component, across, down, unitsAcross * across));
            count += across * down;
        }
        this.unitSamples = count;
    }

    @Override
    public int unitsAcross() {
        return unitsAcross;
    }

    @Override
    public int unitsDown() {
        return unitsDown;
    }

    @Override
    public int[] line(int[] differences, int y, boolean first) {
        int inUnit = 0;
        for (Plane plane : planes) {
            for (int row = 0; row < plane.down; row++) {
                gather(differences, inUnit, plane);
                restore(plane, first && row == 0);
                put(plane, y * plane.down + row);
                int[] free = plane.above;
                plane.above = plane.line;
                plane.line = free;
                inUnit += plane.across;
            }
        }
        return differences;
    }

    private void gather(int[] differences, int inUnit, Plane plane) {
        int to = 0;
        for (int from = inUnit; to < plane.width; from += unitSamples) {
            for (int i = 0; i < plane.across; i++) {
                plane.line[to++] = differences[from + i];
            }
        }
    }

    private void restore(Plane plane, boolean first) {
        if (first) {
            int half = 1 << frame.precision() - scan.pointTransform() - 1;
            Predictor.restoreFirst(plane.line, plane.width, 1, half);
        } else {
            Predictor.restore(scan.predictor(), plane.line, plane.above, plane.width, 1);
        }
    }

    /** The lines of pixels that a line of samples covers: none if it only fills up a unit. */
    private void put(Plane plane, int line) {
        int vertical = plane.component.down();
        int most = frame.mostDown();
        int end = Math.min(frame.rows(), FrameHeader.quotient((line + 1) * most, vertical));
        for (int y = FrameHeader.quotient(line * most, vertical); y < end; y++) {
            samples.put(
                    y,
                    plane.place,
                    plane.line,
                    0,
                    1,
                    plane.component.across(),
                    frame.mostAcross(),
                    scan.pointTransform());
        }
    }
}
