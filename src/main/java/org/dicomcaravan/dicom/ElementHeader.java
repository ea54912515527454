package org.dicomcaravan.dicom;

import java.io.IOException;

/**
 * Tag, VR and length of an element (PS3.5 7.1), read at an offset.
 *
 * @param vrCode the two letters as a number; 0 where the coding has none
 * @param valueOffset where the value starts; beyond the end if the header is cut
 * @param length as it says, {@link #UNDEFINED} if undefined
 * @param cut whether the data ends inside the header
 */
record ElementHeader(int tag, int vrCode, long valueOffset, long length, boolean cut) {

    static final long UNDEFINED = 0xFFFFFFFFL;
    static final int ITEM = 0xFFFEE000;
    static final int ITEM_END = 0xFFFEE00D;
    static final int SEQUENCE_END = 0xFFFEE0DD;

    /** The header at an offset, behind which at least eight bytes are there. */
    static ElementHeader read(ByteWindow window, int tag, long at, long end, Coding coding) throws IOException {
        boolean big = coding.bigEndian();
        if (!coding.explicit()) {
            return new ElementHeader(tag, 0, at + 8, window.u32(at + 4, big), false);
        }
        int code = window.u16(at + 4, true);
        VR vr = VR.of(code);
        if (vr == null || !vr.hasLongLength()) {
            return new ElementHeader(tag, code, at + 8, window.u16(at + 6, big), false);
        }
        if (at + 12 > end) {
            return new ElementHeader(tag, code, end, 0, true);
        }
        return new ElementHeader(tag, code, at + 12, window.u32(at + 8, big), false);
    }

    boolean isUndefined() {
        return length == UNDEFINED;
    }

    /** Whether a value of undefined length holds fragments, not items (PS3.5 A.4). */
    boolean holdsFragments() {
        return isUndefined() && (PixelData.isPixelTag(tag) || vrCode == VR.OB.code() || vrCode == VR.OW.code());
    }
}
