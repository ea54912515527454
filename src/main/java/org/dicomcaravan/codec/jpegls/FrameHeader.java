package org.dicomcaravan.codec.jpegls;

import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * The frame header, SOF55 (C.2.2).
 *
 * @param precision P, bits of a sample, 2 to 16
 * @param rows Y, or what LSE 4 said instead of it; 0 where neither did
 * @param columns X, or what LSE 4 said instead of it; 0 where neither did
 * @param components in the order of the header
 */
record FrameHeader(int precision, int rows, int columns, List<Component> components) {

    static final int MOST_COMPONENTS = 4;

    /**
     * A component of the image.
     *
     * @param id Ci
     * @param horizontal Hi, 1 to 4
     * @param vertical Vi, 1 to 4
     */
    record Component(int id, int horizontal, int vertical) {}

    static FrameHeader read(Segment segment) throws DicomException {
        int precision = segment.number(1);
        int rows = segment.number(2);
        int columns = segment.number(2);
        int count = segment.number(1);
        if (precision < 2 || precision > 16) {
            throw DicomException.invalid("JPEG-LS samples of %d bits; 2 to 16 are allowed".formatted(precision));
        }
        if (count < 1 || count > MOST_COMPONENTS) {
            throw DicomException.unsupported(
                    "a JPEG-LS codestream of %d components; 1 to %d can be read".formatted(count, MOST_COMPONENTS));
        }
        Component[] components = new Component[count];
        for (int i = 0; i < count; i++) {
            int id = segment.number(1);
            int sampling = segment.number(1);
            segment.number(1); // Tqi, of no use in JPEG-LS
            components[i] = new Component(id, sampling >> 4, sampling & 15);
            if (sampling >> 4 < 1 || sampling >> 4 > 4 || (sampling & 15) < 1 || (sampling & 15) > 4) {
                throw DicomException.invalid("JPEG-LS sampling factors %02x".formatted(sampling));
            }
        }
        return new FrameHeader(precision, rows, columns, List.of(components));
    }

    /** The same with the dimensions of LSE 4 (C.2.4.1.4). */
    FrameHeader withSize(int newRows, int newColumns) {
        return new FrameHeader(precision, newRows, newColumns, components);
    }

    /** Where a component with this id stands, -1 if it does not. */
    int indexOf(int id) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a component has fewer samples than another one. */
    boolean subsampled() {
        Component first = components.get(0);
        return components.stream()
                .anyMatch(c -> c.horizontal() != first.horizontal() || c.vertical() != first.vertical());
    }

    /** Samples of a component in a line. */
    int columns(Component component) {
        return share(
                columns,
                component.horizontal(),
                components.stream().mapToInt(Component::horizontal).max().orElseThrow());
    }

    /** Lines of a component. */
    int rows(Component component) {
        return share(rows, component.vertical(), mostVertical());
    }

    /** The largest Vi. */
    int mostVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElseThrow();
    }

    private static int share(int size, int part, int most) {
        return (int) (((long) size * part + most - 1) / most);
    }
}
