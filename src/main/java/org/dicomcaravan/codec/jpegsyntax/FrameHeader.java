package org.dicomcaravan.codec.jpegsyntax;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * The frame header of a JPEG codestream (ISO/IEC 10918-1 B.2.2), whatever its numbers are.
 *
 * @param process the marker's low four bits: 0 baseline, 1 extended sequential, 2 progressive, 3 lossless …
 * @param precision bits of a sample
 * @param rows lines; 0 where a DNL segment would say it
 * @param columns samples of a line
 * @param layout each component, at least one
 */
public record FrameHeader(int process, int precision, int rows, int columns, List<Component> layout) {

    public static final int BASELINE = 0;
    public static final int EXTENDED = 1;
    public static final int PROGRESSIVE = 2;
    public static final int LOSSLESS = 3;

    private static final List<Integer> RGB = List.of((int) 'R', (int) 'G', (int) 'B');

    public FrameHeader {
        layout = List.copyOf(layout);
    }

    /**
     * Reads a segment.
     *
     * @throws DicomException INVALID where it has not the length that its components take
     */
    public static FrameHeader read(Segment segment) throws DicomException {
        int count = segment.length() < 6 ? 0 : segment.at(5);
        if (count == 0 || segment.length() != 6 + 3 * count) {
            throw DicomException.invalid(
                    "the JPEG frame header of %d bytes has %d components".formatted(segment.length(), count));
        }
        List<Component> layout = new ArrayList<>();
        for (int at = 6; at < segment.length(); at += 3) {
            int sampling = segment.at(at + 1);
            layout.add(new Component(segment.at(at), sampling >> 4, sampling & 0xF, segment.at(at + 2)));
        }
        return new FrameHeader(segment.marker() & 0xF, segment.at(0), segment.word(1), segment.word(3), layout);
    }

    public int components() {
        return layout.size();
    }

    /** Whether any sampling factor is not 1. */
    public boolean subsampled() {
        return layout.stream().anyMatch(component -> component.across() != 1 || component.down() != 1);
    }

    /** The same with as many lines as a DNL segment says (B.2.5). */
    public FrameHeader withRows(int lines) {
        return new FrameHeader(process, precision, lines, columns, layout);
    }

    /** Whether the components are called R, G and B. */
    public boolean isNamedRgb() {
        return layout.stream().map(Component::id).toList().equals(RGB);
    }

    public boolean isProgressive() {
        return process == PROGRESSIVE;
    }

    /** The greatest horizontal sampling factor. */
    public int mostAcross() {
        return layout.stream().mapToInt(Component::across).max().orElseThrow();
    }

    /** The greatest vertical sampling factor. */
    public int mostDown() {
        return layout.stream().mapToInt(Component::down).max().orElseThrow();
    }

    /** Samples of a component's line (A.1.1). */
    public int width(Component component) {
        return quotient(columns * component.across(), mostAcross());
    }

    /** Lines of a component (A.1.1). */
    public int height(Component component) {
        return quotient(rows * component.down(), mostDown());
    }

    /** Whether it has the size and the samples that a data set says; the rows may be left to a DNL segment. */
    public boolean fits(FrameShape declared) {
        return (rows == 0 || rows == declared.rows())
                && columns == declared.columns()
                && components() == declared.samplesPerPixel();
    }

    /** What is wrong with a header that says something else than a data set. */
    public DicomException misfit(FrameShape declared) {
        return DicomException.invalid("the JPEG codestream has %d x %d pixels of %d samples, the data set %d x %d of %d"
                .formatted(
                        columns, rows, components(), declared.columns(), declared.rows(), declared.samplesPerPixel()));
    }

    /** Rounded up. */
    public static int quotient(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
