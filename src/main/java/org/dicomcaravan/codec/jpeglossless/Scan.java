package org.dicomcaravan.codec.jpeglossless;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dicomcaravan.dicom.DicomException;

/**
 * A scan header (ISO/IEC 10918-1 B.2.3).
 *
 * @param components the scan's components, by their places in the frame
 * @param tables the Huffman table of each
 * @param predictor 1 to 7
 * @param pointTransform bits that all samples were shifted by
 */
record Scan(List<Integer> components, List<DecodingTable> tables, int predictor, int pointTransform) {

    /**
     * Reads the segment's parameters between two positions.
     *
     * @param tables the tables defined so far, null where there is none
     */
    static Scan read(byte[] bytes, int from, int to, FrameHeader frame, DecodingTable[] tables) throws DicomException {
        int count = to > from ? bytes[from] & 0xFF : 0;
        if (count == 0 || count > frame.components().size() || to - from != 4 + 2 * count) {
            throw DicomException.invalid(
                    "the JPEG scan header of %d bytes has %d components".formatted(to - from, count));
        }
        Integer[] places = new Integer[count];
        DecodingTable[] chosen = new DecodingTable[count];
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            places[i] = place(frame, bytes[from + 1 + 2 * i] & 0xFF, taken);
            chosen[i] = table(tables, bytes[from + 2 + 2 * i] >> 4 & 0xF);
        }
        int predictor = bytes[to - 3] & 0xFF;
        int pointTransform = bytes[to - 1] & 0xF;
        if (predictor < Predictor.LEFT || predictor > Predictor.LAST || pointTransform >= frame.precision()) {
            throw DicomException.invalid("lossless JPEG of %d bits with predictor %d and point transform %d"
                    .formatted(frame.precision(), predictor, pointTransform));
        }
        return new Scan(List.of(places), List.of(chosen), predictor, pointTransform);
    }

    private static int place(FrameHeader frame, int id, Set<Integer> taken) throws DicomException {
        for (int place = 0; place < frame.components().size(); place++) {
            if (frame.components().get(place).id() == id && taken.add(place)) {
                return place;
            }
        }
        throw DicomException.invalid("a JPEG scan of a component %d that its frame does not have".formatted(id));
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
    private int inUnit(FrameHeader.Component component) {
        return interleaved() ? component.horizontal() * component.vertical() : 1;
    }

    /** Samples of a minimum coded unit. */
    int samplesOfUnit(FrameHeader frame) {
        return components.stream()
                .mapToInt(place -> inUnit(frame.components().get(place)))
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
            int end = at + inUnit(frame.components().get(components.get(i)));
            Arrays.fill(turn, at, end, tables.get(i));
            at = end;
        }
        return turn;
    }
}
