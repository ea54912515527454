package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * Packets that come in one order, a line of POC (A.6.6): of the resolutions, components and layers in these ranges those
 * that were not there before.
 *
 * @param firstResolution included
 * @param endResolution not included
 * @param firstComponent included
 * @param endComponent not included
 * @param endLayer not included
 * @param order in which they come
 */
record ProgressionVolume(
        int firstResolution, int endResolution, int firstComponent, int endComponent, int endLayer, Progression order) {

    /** All packets. */
    static ProgressionVolume whole(Progression order) {
        return new ProgressionVolume(0, Integer.MAX_VALUE, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, order);
    }

    static List<ProgressionVolume> read(Segment segment, int components) throws DicomException {
        int width = components < 257 ? 1 : 2;
        List<ProgressionVolume> volumes = new ArrayList<>();
        while (segment.left() > 0) {
            int firstResolution = segment.number(1);
            int firstComponent = segment.number(width);
            int endLayer = segment.number(2);
            int endResolution = segment.number(1);
            int endComponent = segment.number(width);
            volumes.add(new ProgressionVolume(
                    firstResolution,
                    endResolution,
                    firstComponent,
                    endComponent == 0 ? Integer.MAX_VALUE : endComponent, // 0 means 256 or 16384
                    endLayer,
                    Progression.of(segment.number(1))));
        }
        return volumes;
    }
}
