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
 * @param componentIds one for each component
 * @param subsampled whether any sampling factor is not 1
 */
record JpegFrame(int process, int precision, int rows, int columns, List<Integer> componentIds, boolean subsampled) {

    private static final List<Integer> RGB = List.of((int) 'R', (int) 'G', (int) 'B');

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
        List<Integer> ids = new ArrayList<>();
        boolean subsampled = false;
        for (int i = 0; i < count; i++) {
            ids.add(bytes[from + 6 + 3 * i] & 0xFF);
            subsampled |= bytes[from + 7 + 3 * i] != 0x11;
        }
        return new JpegFrame(
                marker & 0xF,
                bytes[from] & 0xFF,
                word(bytes, from + 1),
                word(bytes, from + 3),
                List.copyOf(ids),
                subsampled);
    }

    static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    int components() {
        return componentIds.size();
    }

    /** Whether the components are called R, G and B. */
    boolean isNamedRgb() {
        return componentIds.equals(RGB);
    }

    boolean isProgressive() {
        return process == PROGRESSIVE;
    }
}
