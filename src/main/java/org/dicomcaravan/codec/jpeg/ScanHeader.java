package org.dicomcaravan.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * A scan header (ISO/IEC 10918-1 B.2.3).
 *
 * @param parts its components, in their order
 * @param first the first coefficient of the band
 * @param last its last one
 * @param high the point transform of the scan before, 0 in the first one of a band
 * @param low the point transform of this one
 */
record ScanHeader(List<Part> parts, int first, int last, int high, int low) {

    private static final int MOST_PARTS = 4;
    private static final int MOST_BLOCKS = 10;
    private static final int TABLES = 4;

    /**
     * A component in a scan.
     *
     * @param index the component's place in the frame header, from 0
     * @param dc place of its DC table
     * @param ac place of its AC table
     */
    record Part(int index, int dc, int ac) {}

    /** Reads the segment whose parameters start at a position; INVALID where they name what is not there. */
    static ScanHeader read(byte[] bytes, int from, int to, JpegFrame frame) throws DicomException {
        int count = from < to ? bytes[from] : 0;
        if (count < 1 || count > MOST_PARTS || to - from != 4 + 2 * count) {
            throw DicomException.invalid(
                    "the JPEG scan header of %d bytes has %d components".formatted(to - from, count));
        }
        List<Part> parts = new ArrayList<>();
        int blocks = 0;
        for (int at = from + 1; at <= from + 2 * count - 1; at += 2) {
            Part part = new Part(place(frame, bytes[at] & 0xFF), bytes[at + 1] >> 4 & 0xF, bytes[at + 1] & 0xF);
            if (part.dc() >= TABLES
                    || part.ac() >= TABLES
                    || parts.stream().anyMatch(before -> before.index() == part.index())) {
                throw DicomException.invalid("the JPEG scan header names component %d twice, or tables %d and %d"
                        .formatted(bytes[at] & 0xFF, part.dc(), part.ac()));
            }
            JpegComponent component = frame.layout().get(part.index());
            blocks += component.across() * component.down();
            parts.add(part);
        }
        if (count > 1 && blocks > MOST_BLOCKS) {
            throw DicomException.invalid(blocks + " blocks in a coded unit of a JPEG scan");
        }
        int at = from + 1 + 2 * count;
        return new ScanHeader(
                List.copyOf(parts),
                bytes[at] & 0xFF,
                bytes[at + 1] & 0xFF,
                bytes[at + 2] >> 4 & 0xF,
                bytes[at + 2] & 0xF);
    }

    private static int place(JpegFrame frame, int id) throws DicomException {
        for (int i = 0; i < frame.components(); i++) {
            if (frame.layout().get(i).id() == id) {
                return i;
            }
        }
        throw DicomException.invalid("a JPEG scan of component " + id + ", which the frame does not have");
    }
}
