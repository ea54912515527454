package org.dicomcaravan.codec.jpeglossless;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.dicom.DicomException;

/**
 * A scan of lossless JPEG (ISO/IEC 10918-1 B.2.3).
 *
 * @param components the scan's components, by their places in the frame
 * @param tables the Huffman table of each
 * @param predictor 1 to 7
 * @param pointTransform bits that all samples were shifted by
 */
record Scan(List<Integer> components, List<DecodingTable> tables, int predictor, int pointTransform) {

    /**
     * The scan of a header.
     *
     * @param tables the tables defined so far, null where there is none
     * @throws DicomException INVALID where a table isn't there, or lossless JPEG has no such scan
     */
    static Scan of(ScanHeader header, FrameHeader frame, DecodingTable[] tables) throws DicomException {
        if (header.first() < Predictor.LEFT || header.first() > Predictor.LAST || header.low() >= frame.precision()) {
            throw DicomException.invalid("lossless JPEG of %d bits with predictor %d and point transform %d"
                    .formatted(frame.precision(), header.first(), header.low()));
        }
        List<DecodingTable> chosen = new ArrayList<>();
        for (ScanHeader.Part part : header.parts()) {
            chosen.add(table(tables, part.dc()));
        }
        List<Integer> places =
                header.parts().stream().map(ScanHeader.Part::index).toList();
        return new Scan(places, List.copyOf(chosen), header.first(), header.low());
    }

    private static DecodingTable table(DecodingTable[] tables, int selector) throws DicomException {
        if (selector >= tables.length || tables[selector] == null) {
            throw DicomException.invalid("a JPEG scan with Huffman table %d, which is not defined".formatted(selector));
        }
        return tables[selector];
    }

    boolean interleaved() {
        return components.size() > 1;
    }

    /** Samples of a component in a minimum coded unit. */
    private int inUnit(Component component) {
        return interleaved() ? component.across() * component.down() : 1;
    }

    /** Samples of a minimum coded unit. */
    int samplesOfUnit(FrameHeader frame) {
        return components.stream()
                .mapToInt(place -> inUnit(frame.layout().get(place)))
                .sum();
    }

    /** The tables that the samples of a unit take in turn: only one where all have the same. */
    DecodingTable[] tablesInTurn(FrameHeader frame) {
        if (Set.copyOf(tables).size() == 1) {
            return new DecodingTable[] {tables.get(0)};
        }
        DecodingTable[] turn = new DecodingTable[samplesOfUnit(frame)];
        int at = 0;
        for (int i = 0; i < tables.size(); i++) {
            int end = at + inUnit(frame.layout().get(components.get(i)));
            Arrays.fill(turn, at, end, tables.get(i));
            at = end;
        }
        return turn;
    }
}
