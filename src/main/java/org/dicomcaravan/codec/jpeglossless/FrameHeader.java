package org.dicomcaravan.codec.jpeglossless;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * The frame header of a lossless JPEG codestream (ISO/IEC 10918-1 B.2.2).
 *
 * @param precision bits of a sample, 2 to 16
 * @param rows lines; 0 where a DNL segment says it
 * @param columns samples of a line
 * @param components 1 to 4, in their order
 */
record FrameHeader(int precision, int rows, int columns, List<Component> components) {

    private static final int MOST_COMPONENTS = 4;
    private static final int MOST_SAMPLING = 4;

    /**
     * A component of the frame.
     *
     * @param id what scans call it
     * @param horizontal its sampling factor across, 1 to 4
     * @param vertical its sampling factor down, 1 to 4
     */
    record Component(int id, int horizontal, int vertical) {}

    /** Reads the segment's parameters between two positions. */
    static FrameHeader read(byte[] bytes, int from, int to) throws DicomException {
        int count = to - from < 6 ? 0 : bytes[from + 5] & 0xFF;
        if (count == 0 || to - from != 6 + 3 * count) {
            throw DicomException.invalid(
                    "the JPEG frame header of %d bytes has %d components".formatted(to - from, count));
        }
        int precision = bytes[from] & 0xFF;
        if (precision < 2 || precision > 16 || count > MOST_COMPONENTS) {
            throw DicomException.invalid(
                    "lossless JPEG with %d components of %d bits; it has 2 to 16 bits, and 1 to %d components in DICOM"
                            .formatted(count, precision, MOST_COMPONENTS));
        }
        List<Component> components = new ArrayList<>();
        for (int at = from + 6; at < to; at += 3) {
            Component component = new Component(bytes[at] & 0xFF, bytes[at + 1] >> 4 & 0xF, bytes[at + 1] & 0xF);
            if (Math.min(component.horizontal, component.vertical) < 1
                    || Math.max(component.horizontal, component.vertical) > MOST_SAMPLING) {
                throw DicomException.invalid("JPEG sampling factors %d and %d, not 1 to 4"
                        .formatted(component.horizontal, component.vertical));
            }
            components.add(component);
        }
        return new FrameHeader(precision, word(bytes, from + 1), word(bytes, from + 3), List.copyOf(components));
    }

    static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    /** Compares the header with what the data set says, so that nothing is allocated for a frame that contradicts it. */
    void check(FrameShape declared) throws DicomException {
        if (rows != 0 && rows != declared.rows()
                || columns != declared.columns()
                || components.size() != declared.samplesPerPixel()) {
            throw DicomException.invalid(
                    "the JPEG codestream has %d x %d pixels of %d samples, the data set %d x %d of %d"
                            .formatted(
                                    columns,
                                    rows,
                                    components.size(),
                                    declared.columns(),
                                    declared.rows(),
                                    declared.samplesPerPixel()));
        }
        if (precision > declared.bitsAllocated()) {
            throw DicomException.invalid("the JPEG codestream has samples of %d bits, the data set allocates %d"
                    .formatted(precision, declared.bitsAllocated()));
        }
    }

    /** The same frame with its lines, where they are not known yet. */
    FrameHeader withRows(int lines) {
        return new FrameHeader(precision, lines, columns, components);
    }

    int mostHorizontal() {
        return components.stream().mapToInt(Component::horizontal).max().orElseThrow();
    }

    int mostVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElseThrow();
    }

    /** Samples of a component's line (A.1.1). */
    int width(Component component) {
        return divideUp(columns * component.horizontal, mostHorizontal());
    }

    /** Lines of a component (A.1.1). */
    int height(Component component) {
        return divideUp(rows * component.vertical, mostVertical());
    }

    /** Samples of all components together. */
    long samples() {
        return components.stream()
                .mapToLong(component -> (long) width(component) * height(component))
                .sum();
    }

    static int divideUp(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
