package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.io.ByteSource;

/**
 * What a store needs to know of a file, read from its first kilobytes: the walk ends at the last of the three UIDs, and holds
 * nothing of what it passes.
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

    /**
     * Reads a file's header.
     *
     * @throws DicomException NOT_DICOM if the file is none, INVALID or TOO_LARGE if it is and can't be read
     */
    public static InstanceHeader read(ByteSource source) throws IOException, DicomException {
        try (DataSetStart start =
                DataSetStart.upTo(source, Tag.SOP_INSTANCE_UID, Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID)) {
            DataSet dataSet = start.dataSet();
            DataSet meta = start.preface().meta();
            Optional<String> sopClass = meta.uid(Tag.MEDIA_STORAGE_SOP_CLASS_UID);
            return new InstanceHeader(
                    start.preface()
                            .statedTransferSyntax()
                            .map(TransferSyntax::of)
                            .orElseGet(start.preface()::transferSyntax),
                    sopClass.isPresent() ? sopClass : dataSet.uid(Tag.SOP_CLASS_UID),
                    dataSet.uid(Tag.STUDY_INSTANCE_UID).orElse(""),
                    dataSet.uid(Tag.SERIES_INSTANCE_UID).orElse(""),
                    dataSet.uid(Tag.SOP_INSTANCE_UID).orElse(""));
        }
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
        // It is not shown: what stands in the wrong place may be a patient's name.
        return Optional.of(name + " is not 1 to 64 digits and dots: it has " + uid.length() + " characters");
    }
}
