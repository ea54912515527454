package org.dicomcaravan.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * The frame header of a JPEG codestream (ISO/IEC 10918-1 B.2.2).
 *
 * @param process the marker's low four bits: 0 baseline, 1 extended sequential, 2 progressive, 3 lossless …
 * @param precision bits of a sample
 * @param rows lines; 0 where a DNL segment would say it
 * @param columns samples of a line
 * @param layout each component
 */
record JpegFrame(int process, int precision, int rows, int columns, List<JpegComponent> layout) {

    private static final List<Integer> RGB = List.of((int) 'R', (int) 'G', (int) 'B');

    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;

    static final int BASELINE = 0;
    static final int EXTENDED = 1;
    static final int PROGRESSIVE = 2;

    /** Reads the segment whose parameters lie between two positions. */
    static JpegFrame read(byte[] bytes, int marker, int from, int to) throws DicomException {
        int count = to - from < 6 ? 0 : bytes[from + 5] & 0xFF;
        if (count == 0 || to - from != 6 + 3 * count) {
            throw DicomException.invalid(
                    "the JPEG frame header of %d bytes has %d components".formatted(to - from, count));
        }
        List<JpegComponent> layout = new ArrayList<>();
        for (int i = 0, at = from + 6; i < count; i++, at += 3) {
            layout.add(new JpegComponent(
                    bytes[at] & 0xFF, bytes[at + 1] >> 4 & 0xF, bytes[at + 1] & 0xF, bytes[at + 2] & 0xFF));
        }
        return new JpegFrame(
                marker & 0xF, bytes[from] & 0xFF, word(bytes, from + 1), word(bytes, from + 3), List.copyOf(layout));
    }

    /** Whether a marker starts a frame header: SOF0 to SOF15 but for DHT, JPG and DAC. */
    static boolean isHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
    }

    static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    int components() {
        return layout.size();
    }

    /** Whether any sampling factor is not 1. */
    boolean subsampled() {
        return layout.stream().anyMatch(component -> component.across() != 1 || component.down() != 1);
    }

    /** The same with as many lines as a DNL segment says (B.2.5). */
    JpegFrame withRows(int lines) {
        return new JpegFrame(process, precision, lines, columns, layout);
    }

    /** Whether the components are called R, G and B. */
    boolean isNamedRgb() {
        return layout.stream().map(JpegComponent::id).toList().equals(RGB);
    }

    boolean isProgressive() {
        return process == PROGRESSIVE;
    }
}
