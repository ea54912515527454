package org.dicomcaravan.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;

/** A store of a few instances of so many MiB of noise each. */
final class LargeInstances {

    private static final int COLUMNS = 1024;

    private LargeInstances() {}

    /** Their files, by {@code STUDY/SERIES/INSTANCE}. */
    static Map<String, Path> write(Path folder, int... mebibytes) throws IOException {
        Files.createDirectories(folder);
        Map<String, Path> instances = new TreeMap<>();
        for (int i = 0; i < mebibytes.length; i++) {
            byte[] pixels = new byte[mebibytes[i] << 20];
            new Random(i).nextBytes(pixels);
            String uid = "1.2.3.4." + i;
            DataSetBuilder instance = new DataSetBuilder()
                    .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7.2")
                    .text(Tag.SOP_INSTANCE_UID, VR.UI, uid)
                    .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2.3")
                    .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3.4")
                    .numbers(Tag.SAMPLES_PER_PIXEL, VR.US, 1)
                    .text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "MONOCHROME2")
                    .numbers(Tag.ROWS, VR.US, pixels.length / COLUMNS)
                    .numbers(Tag.COLUMNS, VR.US, COLUMNS)
                    .numbers(Tag.BITS_ALLOCATED, VR.US, 8)
                    .numbers(Tag.BITS_STORED, VR.US, 8)
                    .numbers(Tag.HIGH_BIT, VR.US, 7)
                    .numbers(Tag.PIXEL_REPRESENTATION, VR.US, 0)
                    .bytes(Tag.PIXEL_DATA, VR.OB, pixels);
            Path file = folder.resolve(uid + ".dcm");
            Files.write(file, DicomWriter.toBytes(instance, TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
            instances.put("1.2.3/1.2.3.4/" + uid, file);
        }
        return instances;
    }
}
