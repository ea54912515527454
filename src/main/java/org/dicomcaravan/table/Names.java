package org.dicomcaravan.table;

import java.util.Locale;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.Tag;

/** Names of elements in tables. */
final class Names {

    private Names() {}

    /** The keyword; of what the dictionary does not know {@code Tag_GGGGEEEE}. */
    static String of(int tag) {
        return Dictionary.lookup(tag).map(Dictionary.Entry::keyword).orElseGet(() -> byNumber(tag));
    }

    /** Whether a table tells of an element at all: not of lengths of groups, the version of the file meta, and padding. */
    static boolean isNamed(int tag) {
        return !Tag.isGroupLength(tag)
                && tag != Tag.FILE_META_INFORMATION_VERSION
                && tag != Tag.DATA_SET_TRAILING_PADDING;
    }

    /** {@code Tag_GGGGEEEE}. */
    static String byNumber(int tag) {
        return String.format(Locale.ROOT, "Tag_%08X", tag);
    }
}
