package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;

/** Items in the bytes of an element that is not stored as a sequence (PS3.5 6.2.2, notes on UN). */
final class HiddenItems {

    /** Nesting below which nobody looks; deeper items count as none. */
    private static final int MAX_DEPTH = 64;

    private HiddenItems() {}

    static Optional<Items> of(Element element) throws IOException, DicomException {
        DataSet owner = element.dataSet();
        boolean bigEndian = element.isBigEndian();
        if (element.isCut()
                || element.length() < 8
                || owner.window().tag(element.valueOffset(), bigEndian) != Tag.ITEM) {
            return Optional.empty();
        }
        long end = element.valueOffset() + element.length();
        Coding coding = Coding.of(false, bigEndian);
        ItemWalk walk = new ItemWalk(owner.window(), end);
        ItemIndex index = new ItemIndex();
        long stop = walk.items(element.valueOffset(), coding, false, index);
        Items items = new Items(element, index, end, coding, false);
        return !walk.cut() && stop == end && isWhole(items, 1) ? Optional.of(items) : Optional.empty();
    }

    /** Whether nothing inside is cut or lost. */
    private static boolean isWhole(Items items, int depth) throws IOException, DicomException {
        if (items.isCut() || depth > MAX_DEPTH) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            DataSet item = items.get(i);
            if (item.isCut()) {
                return false;
            }
            for (Element element : item) {
                if (element.isSequence() && !isWhole(element.items(), depth + 1)) {
                    return false;
                }
            }
        }
        return true;
    }
}
