package org.dicomcaravan.dicom.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Scratch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deflated data sets that grow out of all proportion. */
class InflationTest {

    /** A megabyte on disk: UIDs, then a gigabyte of zeros in a private element before or behind them. */
    private static byte[] bomb(int group) throws Exception {
        byte[] uids = Bytes.of("20 00 0D 00 'UI' 02 00 '1.' 20 00 0E 00 'UI' 02 00 '2.'");
        byte[] zeros = Bytes.join(new byte[] {(byte) group, 0}, Bytes.of("00 10 'OB' 00 00 00 00 00 40"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.preface("1.2.840.10008.1.2.1.99"));
        Deflater fast = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, fast, 1 << 16)) {
            deflated.write(Bytes.of("08 00 18 00 'UI' 04 00 '1.2.'"));
            deflated.write(group < 0x20 ? zeros : uids);
            if (group > 0x20) {
                deflated.write(zeros);
            }
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                deflated.write(block);
            }
            deflated.write(group < 0x20 ? uids : new byte[0]);
        } finally {
            fast.end();
        }
        return out.toByteArray();
    }

    @Test
    void refusesWhatGrowsMoreThanAHundredTimes(@TempDir Path folder) throws Exception {
        Scratch.Share scratch = Scratch.open(folder, 4L << 30).share(() -> {});
        ByteSource file = ByteSource.of(bomb(0x29));
        assertThat(InstanceHeader.read(file).uids()).contains(new InstanceUids("1.", "2.", "1.2."));
        assertThatThrownBy(() -> DicomObject.open(file, scratch))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.TOO_LARGE))
                .hasMessageContaining("100 times");
        assertThat(folder).isEmptyDirectory();
        ByteSource before = ByteSource.of(bomb(0x09));
        assertThatThrownBy(() -> InstanceHeader.read(before))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("100 times");
    }

    @Test
    void readsAnElementWithoutInflatingWhatIsBehind() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(3).nextBytes(noise);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.preface("1.2.840.10008.1.2.1.99"));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflated.write(Bytes.of("08 00 05 00 'CS' 0A 00 'ISO_IR 192' 09 00 00 10 'OB' 00 00 40 0D 03 00"));
            deflated.write(noise);
            deflated.write(Bytes.of("10 00 10 00 'PN' 06 00 4D C3 BC 6C 20 20 28 00 03 01 'US' 02 00 00 00"));
            deflated.write(noise);
        }
        byte[] file = out.toByteArray();
        try (DataSetStart start = DataSetStart.upTo(
                ByteSource.of(java.util.Arrays.copyOf(file, file.length - 100_000)), Tag.PATIENT_NAME)) {
            assertThat(start.dataSet().string(Tag.PATIENT_NAME)).contains("Mül");
            assertThat(start.dataSet().contains(0x00091000)).isFalse();
        }
    }
}
