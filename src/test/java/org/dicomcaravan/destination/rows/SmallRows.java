package org.dicomcaravan.destination.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.table.InstanceRow;

/** Rows of instances that have little more than a UID. */
final class SmallRows {
    private SmallRows() {}

    /** The row of an instance with one element more, of VR LO or LT. */
    static InstanceRow row(String uid, int tag, String value) throws Exception {
        DataSetBuilder instance = new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, uid)
                .text(tag, value.length() > 64 ? VR.LT : VR.LO, value);
        byte[] file = DicomWriter.toBytes(instance, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        try (DicomObject opened = DicomObject.open(ByteSource.of(file))) {
            return InstanceRow.of(opened, file.length, Instant.EPOCH, Optional.empty());
        }
    }

    /** The instances whose rows are there, in order. */
    static List<String> instances(List<Shard> shards) throws IOException {
        List<String> found = new ArrayList<>();
        for (Shard shard : shards) {
            for (String line : Files.readAllLines(shard.file())) {
                found.add(line.replaceFirst(".*\"SOPInstanceUID\":\"([0-9.]+)\".*", "$1"));
            }
        }
        return found;
    }
}
