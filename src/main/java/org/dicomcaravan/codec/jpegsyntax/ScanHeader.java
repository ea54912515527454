package org.dicomcaravan.codec.jpegsyntax;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * A scan header (ISO/IEC 10918-1 B.2.3).
 *
 * @param parts its components, in their order, each once
 * @param first the first coefficient of the band; of lossless scans the predictor
 * @param last the band's last coefficient
 * @param high the point transform of the scan before, 0 in the first one of a band
 * @param low the point transform of this one
 */
public record ScanHeader(List<Part> parts, int first, int last, int high, int low) {

    private static final int MOST_PARTS = 4;
    private static final int MOST_IN_UNIT = 10;

    /**
     * A component in a scan.
     *
     * @param index the component's place in the frame header, from 0
     * @param dc place of its DC table, 0 to 15; lossless scans have only these
     * @param ac place of its AC table, 0 to 15
     */
    public record Part(int index, int dc, int ac) {}

    public ScanHeader {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a segment.
     *
     * @throws DicomException INVALID where it names components that are not there, or one twice
     */
    public static ScanHeader read(Segment segment, FrameHeader frame) throws DicomException {
        int count = segment.length() == 0 ? 0 : segment.at(0);
        if (count < 1 || count > MOST_PARTS || segment.length() != 4 + 2 * count) {
            throw DicomException.invalid(
                    "the JPEG scan header of %d bytes has %d components".formatted(segment.length(), count));
        }
        List<Part> parts = new ArrayList<>();
        int inUnit = 0;
        for (int at = 1; at <= 2 * count - 1; at += 2) {
            int tables = segment.at(at + 1);
            Part part = new Part(place(frame, segment.at(at)), tables >> 4, tables & 0xF);
            if (parts.stream().anyMatch(before -> before.index() == part.index())) {
                throw DicomException.invalid("the JPEG scan header names component %d twice".formatted(segment.at(at)));
            }
            Component component = frame.layout().get(part.index());
            inUnit += component.across() * component.down();
            parts.add(part);
        }
        if (count > 1 && inUnit > MOST_IN_UNIT) {
            throw DicomException.invalid(inUnit + " blocks or samples in a coded unit of a JPEG scan");
        }
        int end = 1 + 2 * count;
        int transforms = segment.at(end + 2);
        return new ScanHeader(parts, segment.at(end), segment.at(end + 1), transforms >> 4, transforms & 0xF);
    }

    private static int place(FrameHeader frame, int id) throws DicomException {
        for (int i = 0; i < frame.components(); i++) {
            if (frame.layout().get(i).id() == id) {
                return i;
            }
        }
        throw DicomException.invalid("a JPEG scan of component " + id + ", which the frame does not have");
    }
}
