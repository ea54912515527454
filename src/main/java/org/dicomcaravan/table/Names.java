package org.dicomcaravan.table;

import java.util.Locale;
import org.dicomcaravan.dicom.Dictionary;

/** Names of elements in tables. */
final class Names {

    private Names() {}

    /** The keyword; of what the dictionary does not know {@code Tag_GGGGEEEE}. */
    static String of(int tag) {
        return Dictionary.lookup(tag).map(Dictionary.Entry::keyword).orElseGet(() -> byNumber(tag));
    }

    /** {@code Tag_GGGGEEEE}. */
    static String byNumber(int tag) {
        return String.format(Locale.ROOT, "Tag_%08X", tag);
    }
}
