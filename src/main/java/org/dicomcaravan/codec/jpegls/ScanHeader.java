package org.dicomcaravan.codec.jpegls;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * A scan header, SOS (C.2.3).
 *
 * @param components where the scan's components stand in the frame header
 * @param near NEAR, how far a decoded sample may be from the original
 * @param interleave how samples of several components alternate; NONE for a single one
 */
record ScanHeader(int[] components, int near, Interleave interleave) {

    /** ILV, Table C.3, in the order of its numbers. */
    enum Interleave {
        /** One component alone. */
        NONE,
        /** A line of each component in turn. */
        LINE,
        /** A sample of each component in turn. */
        SAMPLE
    }

    static ScanHeader read(Segment segment, FrameHeader frame) throws DicomException {
        int count = segment.number(1);
        if (count < 1 || count > frame.components().size()) {
            throw DicomException.invalid("a JPEG-LS scan of %d components in a frame of %d"
                    .formatted(count, frame.components().size()));
        }
        int[] components = new int[count];
        for (int i = 0; i < count; i++) {
            int id = segment.number(1);
            int component = frame.indexOf(id);
            if (component < 0 || Arrays.stream(components, 0, i).anyMatch(before -> before == component)) {
                throw DicomException.invalid("a JPEG-LS scan names component %d, which is %s"
                        .formatted(id, component < 0 ? "not in the frame" : "in it already"));
            }
            components[i] = component;
            if (segment.number(1) != 0) {
                throw DicomException.unsupported("a JPEG-LS codestream with a mapping table");
            }
        }
        int near = segment.number(1);
        int interleave = segment.number(1);
        if ((segment.number(1) & 15) != 0) {
            throw DicomException.unsupported("a JPEG-LS codestream with a point transform");
        }
        if (interleave >= Interleave.values().length || interleave == 0 && count > 1) {
            throw DicomException.invalid("JPEG-LS interleave mode %d for %d components".formatted(interleave, count));
        }
        return new ScanHeader(components, near, count == 1 ? Interleave.NONE : Interleave.values()[interleave]);
    }
}
