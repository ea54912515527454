package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.io.ByteSource;

/**
 * What comes before the data set (PS3.10 7.1): preamble, prefix and file meta, each of which may be missing.
 *
 * @param prefix whether "DICM" is at 128
 * @param meta group 0002, in whatever coding it has; empty if there is none
 * @param stated the transfer syntax UID that it states, trimmed; "" if none
 * @param dataSetOffset where the data set starts, deflated or not
 * @param coding of the data set; of a deflated one what is stated
 * @param deflated whether the data set is deflated
 */
public record Preface(
        boolean prefix, DataSet meta, String stated, long dataSetOffset, Coding coding, boolean deflated) {

    private static final int PREAMBLE = 128;
    private static final int META_GROUP = 2;
    private static final long DICM = 0x4449434DL;

    /**
     * Reads the start of a file, and nothing of its data set but its first eight bytes.
     *
     * @throws DicomException NOT_DICOM if it is none
     */
    public static Preface read(ByteSource source) throws IOException, DicomException {
        return read(new ByteWindow(source));
    }

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
        DataSet meta = parser.parse(
                null, tag -> Tag.group(tag) == META_GROUP ? DataSetParser.Step.KEEP : DataSetParser.Step.STOP);
        String stated = meta.uid(Tag.TRANSFER_SYNTAX_UID).orElse("");
        long at = parser.position();
        boolean deflated = stated.equals(TransferSyntax.DEFLATED.uid()) && !isPlain(window, at);
        return new Preface(prefix, meta, stated, at, coding(window, deflated ? end : at, stated), deflated);
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

    /** Whether what is said to be deflated is a data set as it stands: no deflate stream starts with group 0008. */
    private static boolean isPlain(ByteWindow window, long at) throws IOException {
        return at + 6 <= window.size() && window.u16(at, false) == 8 && VR.of(window.u16(at + 4, true)) != null;
    }

    /** The coding of a data set: what the stated syntax says, unless the first element contradicts it. */
    private static Coding coding(ByteWindow window, long at, String stated) throws IOException {
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

    /** The coding of a deflated data set, which starts the window. */
    Coding inflatedCoding(ByteWindow inflated) throws IOException {
        return coding(inflated, 0, stated);
    }

    /** The transfer syntax UID of the file meta, as stated. */
    public Optional<String> statedTransferSyntax() {
        return stated.isEmpty() ? Optional.empty() : Optional.of(stated);
    }

    /**
     * The transfer syntax that the file is in: the stated one, but where that is native and the data set is in another
     * native coding, or where none is stated, the one that it really is in.
     */
    public TransferSyntax transferSyntax() {
        TransferSyntax named = TransferSyntax.of(stated);
        if (!stated.isEmpty() && (named.isEncapsulated() || deflated)) {
            return named;
        }
        if (!coding.explicit()) {
            return TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        }
        return coding.bigEndian() ? TransferSyntax.EXPLICIT_BIG_ENDIAN : TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    }
}
