package org.dicomcaravan.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dicomcaravan.dicom.Padding;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.text.SpecificCharacterSet;

/**
 * Where a data set or item is, and what holds in it. Immutable.
 *
 * @param characterSet of its text
 * @param zone the offset from UTC of its moments, {@code +HHMM}; empty if nobody says
 * @param depth how many sequences it is in
 * @param path of the item, {@code A[0].B[2]}; empty at the top
 * @param isText whether its record is written as text, where no limit of nesting holds
 * @param room for the row of the instance
 */
record Around(SpecificCharacterSet characterSet, String zone, int depth, String path, boolean isText, RowRoom room) {

    /** Deeper than this nobody reads. */
    private static final int DEEPEST = 64;

    private static final int OFFSET_BYTES = 16;

    /** The top of an instance. */
    static Around top(DataSet dataSet, RowRoom room) throws IOException {
        return new Around(dataSet.characterSet(), zone(dataSet).orElse(""), 0, "", false, room);
    }

    /**
     * An item of a sequence here.
     *
     * @param index from 0
     * @param asText whether the sequence has no column of its own
     */
    Around item(DataSet item, String sequence, int index, boolean asText) throws IOException {
        String place = sequence + "[" + index + "]";
        return new Around(
                item.characterSet(),
                zone(item).orElse(zone),
                depth + 1,
                path.isEmpty() ? place : path + "." + place,
                isText || asText,
                room);
    }

    /** Whether sequences in it are left out. */
    boolean isDeepest() {
        return depth >= DEEPEST;
    }

    private static Optional<String> zone(DataSet dataSet) throws IOException {
        Optional<Element> stated = dataSet.get(Tag.TIMEZONE_OFFSET_FROM_UTC).filter(it -> !it.isUndefinedLength());
        if (stated.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(stated.get().head(OFFSET_BYTES), StandardCharsets.ISO_8859_1);
        return Optional.of(Padding.trim(text)).filter(DateText::isOffset);
    }
}
