package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;

/**
 * What comes before the data set (PS3.10 7.1): preamble, prefix and file meta, each of which may be missing.
 *
 * @param prefix whether "DICM" is at 128
 * @param meta group 0002, in whatever coding it has; empty if there is none
 * @param stated the transfer syntax UID that it states, trimmed; "" if none
 * @param dataSetOffset where the data set starts
 */
record Preface(boolean prefix, DataSet meta, String stated, long dataSetOffset) {

    private static final int PREAMBLE = 128;
    private static final int META_GROUP = 2;
    private static final long DICM = 0x4449434DL;

    static Preface read(ByteWindow window) throws IOException, DicomException {
        boolean prefix = window.size() >= PREAMBLE + 4 && window.u32(PREAMBLE, true) == DICM;
        if (!prefix && !isPlausible(window)) {
            throw new DicomException(
                    DicomException.Reason.NOT_DICOM,
                    "not DICOM: no DICM prefix at byte 128, and no element of group 0002 or 0008 at the start");
        }
        long start = prefix ? PREAMBLE + 4 : 0;
        long end = window.size();
        boolean explicit = start + 6 <= end && VR.of(window.u16(start + 4, true)) != null;
        DataSetParser parser =
                new DataSetParser(window, explicit ? Coding.EXPLICIT : Coding.IMPLICIT, start, end, false);
        DataSet meta = parser.parse(null, tag -> Tag.group(tag) != META_GROUP);
        return new Preface(prefix, meta, meta.uid(Tag.TRANSFER_SYNTAX_UID).orElse(""), parser.position());
    }

    /** Without prefix, an element of group 0002 or 0008 that the dictionary knows and that fits comes first. */
    private static boolean isPlausible(ByteWindow window) throws IOException {
        return window.size() >= 8 && (isPlausible(window, false) || isPlausible(window, true));
    }

    private static boolean isPlausible(ByteWindow window, boolean bigEndian) throws IOException {
        int tag = window.tag(0, bigEndian);
        int group = Tag.group(tag);
        if ((group != META_GROUP && group != 8)
                || (!Tag.isGroupLength(tag) && Dictionary.lookup(tag).isEmpty())) {
            return false;
        }
        boolean letters = isLetter(window.u8(4)) && isLetter(window.u8(5));
        return letters || window.u32(4, bigEndian) <= window.size() - 8;
    }

    private static boolean isLetter(int character) {
        return character >= 'A' && character <= 'Z';
    }

    /** The coding of a data set: what the stated syntax says, unless the first element contradicts it. */
    Coding codingAt(ByteWindow window, long at) throws IOException {
        boolean stateless = stated.isEmpty();
        boolean bigEndian = stated.equals(TransferSyntax.EXPLICIT_BIG_ENDIAN.uid());
        if (at + 6 > window.size()) {
            return Coding.of(!stated.equals(TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid()), bigEndian);
        }
        boolean explicit = VR.of(window.u16(at + 4, true)) != null;
        int big = window.u16(at, true);
        int little = window.u16(at, false);
        if (stateless) {
            bigEndian = big < 0x100 && big != 0;
        } else if (explicit && (big == 8 || little == 8)) {
            bigEndian = big == 8;
        }
        return Coding.of(explicit, bigEndian);
    }
}
