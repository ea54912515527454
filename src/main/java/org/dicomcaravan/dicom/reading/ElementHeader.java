package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.VR;

/**
 * Tag, VR and length of an element (PS3.5 7.1), read at an offset.
 *
 * @param vrCode the two letters as a number; 0 where the coding has none
 * @param valueOffset where the value starts; beyond the end if the header is cut
 * @param length as it says, {@link Element#UNDEFINED_LENGTH} if undefined
 * @param cut whether the data ends inside the header
 */
record ElementHeader(int tag, int vrCode, long valueOffset, long length, boolean cut) {

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
        return length == Element.UNDEFINED_LENGTH;
    }

    /** Whether a value of undefined length holds fragments, not items (PS3.5 A.4). */
    boolean holdsFragments() {
        return isUndefined() && (Tag.isPixelData(tag) || vrCode == VR.OB.code() || vrCode == VR.OW.code());
    }
}
