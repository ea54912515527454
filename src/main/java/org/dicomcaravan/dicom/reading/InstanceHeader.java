package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.text.Quoted;

/**
 * What a store needs to know of a file, read from its first kilobytes: the walk ends at the last of the three UIDs.
 *
 * @param transferSyntax as stated, or as the data set is encoded where the file does not say
 * @param sopClass of the file meta, else of the data set; without padding
 * @param study Study Instance UID as stored, without the NULs and spaces at its end, unchecked; "" if missing or empty
 * @param series Series Instance UID, likewise
 * @param instance SOP Instance UID, likewise
 */
public record InstanceHeader(
        TransferSyntax transferSyntax, Optional<String> sopClass, String study, String series, String instance) {

    private static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";
    /** Of a deflated data set so much is looked at for the UIDs. */
    private static final int INFLATED = 256 << 10;

    /**
     * Reads a file's header.
     *
     * @throws DicomException NOT_DICOM if the file is none, INVALID if it is and can't be read
     */
    public static InstanceHeader read(ByteSource source) throws IOException, DicomException {
        ByteWindow window = new ByteWindow(source);
        Preface preface = Preface.read(window);
        if (preface.stated().equals(TransferSyntax.DEFLATED.uid()) && !DicomObject.isPlain(preface, window)) {
            Head head = new Head();
            if (!Inflation.inflate(source, preface.dataSetOffset(), head).whole()) {
                throw DicomException.invalid("the deflated data set is damaged or cut");
            }
            return read(preface, new ByteWindow(ByteSource.of(Arrays.copyOf(head.bytes, head.size))), 0);
        }
        return read(preface, window, preface.dataSetOffset());
    }

    private static InstanceHeader read(Preface preface, ByteWindow window, long at) throws IOException, DicomException {
        Coding coding = preface.codingAt(window, at);
        UntilUids until = new UntilUids();
        DataSet start = new DataSetParser(window, coding, at, window.size(), false).parse(null, until);
        Optional<String> sopClass = preface.meta().uid(Tag.MEDIA_STORAGE_SOP_CLASS_UID);
        return new InstanceHeader(
                TransferSyntax.of(preface.stated().isEmpty() ? syntaxOf(coding).uid() : preface.stated()),
                sopClass.isPresent() ? sopClass : start.uid(Tag.SOP_CLASS_UID),
                start.uid(Tag.STUDY_INSTANCE_UID).orElse(""),
                start.uid(Tag.SERIES_INSTANCE_UID).orElse(""),
                start.uid(Tag.SOP_INSTANCE_UID).orElse(""));
    }

    private static TransferSyntax syntaxOf(Coding coding) {
        if (!coding.explicit()) {
            return TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        }
        return coding.bigEndian() ? TransferSyntax.EXPLICIT_BIG_ENDIAN : TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    }

    /** Whether the file is a DICOMDIR (PS3.3 F). */
    public boolean isMediaStorageDirectory() {
        return sopClass.filter(MEDIA_STORAGE_DIRECTORY::equals).isPresent();
    }

    /** The UIDs; empty if one is missing or is no UID. */
    public Optional<InstanceUids> uids() {
        return InstanceUids.of(study, series, instance);
    }

    /** What is wrong with the UIDs, for a message; empty if nothing is. */
    public Optional<String> defect() {
        return defect("Study Instance UID (0020,000D)", study)
                .or(() -> defect("Series Instance UID (0020,000E)", series))
                .or(() -> defect("SOP Instance UID (0008,0018)", instance));
    }

    private static Optional<String> defect(String name, String uid) {
        if (InstanceUids.isValid(uid)) {
            return Optional.empty();
        }
        if (uid.isEmpty()) {
            return Optional.of("has no " + name);
        }
        return Optional.of(name + " is not 1 to 64 digits and dots: " + Quoted.of(uid));
    }

    /** Stops at the element after the last of the three UIDs, and at pixel data. */
    private static final class UntilUids implements DataSetParser.Until {
        private int seen;

        @Override
        public boolean stop(int tag) {
            if (seen == 7 || Tag.isPixelData(tag)) {
                return true;
            }
            switch (tag) {
                case Tag.SOP_INSTANCE_UID -> seen |= 1;
                case Tag.STUDY_INSTANCE_UID -> seen |= 2;
                case Tag.SERIES_INSTANCE_UID -> seen |= 4;
                default -> {}
            }
            return false;
        }
    }

    /** Keeps the first bytes and drops the others. */
    private static final class Head extends OutputStream {
        private final byte[] bytes = new byte[INFLATED];
        private int size;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            int kept = Math.min(length, INFLATED - size);
            System.arraycopy(from, offset, bytes, size, kept);
            size += kept;
        }
    }
}
