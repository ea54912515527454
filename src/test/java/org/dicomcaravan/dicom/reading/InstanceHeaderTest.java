package org.dicomcaravan.dicom.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/** What a store makes of a file. */
class InstanceHeaderTest {

    private static DataSetBuilder instance() {
        return new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3")
                .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2")
                .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.22");
    }

    private static InstanceHeader read(byte[] file) throws Exception {
        return InstanceHeader.read(ByteSource.of(file));
    }

    @Test
    void findsTheUidsInEachSyntax() throws Exception {
        for (TransferSyntax syntax : new TransferSyntax[] {
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN,
            TransferSyntax.DEFLATED
        }) {
            InstanceHeader header = read(DicomWriter.toBytes(instance(), syntax));
            assertThat(header.transferSyntax()).isEqualTo(syntax);
            assertThat(header.uids()).contains(new InstanceUids("1.2", "1.22", "1.2.3"));
            assertThat(header.sopClass()).contains("1.2.840.10008.5.1.4.1.1.2");
            assertThat(header.defect()).isEmpty();
        }
    }

    @Test
    void namesWhatIsWrong() throws Exception {
        assertThat(read(DicomWriter.toBytes(
                                instance().remove(Tag.STUDY_INSTANCE_UID), TransferSyntax.EXPLICIT_LITTLE_ENDIAN))
                        .defect())
                .contains("has no Study Instance UID (0020,000D)");
        InstanceHeader traversal = read(DicomWriter.toBytes(
                instance().text(Tag.SOP_INSTANCE_UID, VR.UI, "../../etc\n"), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        assertThat(traversal.uids()).isEmpty();
        assertThat(traversal.defect().orElseThrow())
                .startsWith("SOP Instance UID (0008,0018) is not 1 to 64 digits and dots")
                .doesNotContain("etc"); // it may be a patient's name
        InstanceHeader tooLong = read(DicomWriter.toBytes(
                instance().text(Tag.SERIES_INSTANCE_UID, VR.UI, "1".repeat(65)), TransferSyntax.DEFLATED));
        assertThat(tooLong.uids()).isEmpty();
    }

    @Test
    void tellsADirectory() throws Exception {
        byte[] file = DicomWriter.toBytes(
                new DataSetBuilder().text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.1.3.10"),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertThat(read(file).isMediaStorageDirectory()).isTrue();
    }

    @Test
    void inflatesNoFurtherThanTheUids() throws Exception {
        byte[] file = DicomWriter.toBytes(
                instance().bytes(Tag.PIXEL_DATA, VR.OB, new byte[1 << 20]), TransferSyntax.DEFLATED);
        assertThat(read(Arrays.copyOf(file, file.length - 50)).uids()).isPresent();
    }

    @Test
    void findsUidsFarBehindInADeflatedDataSet() throws Exception {
        byte[] noise = new byte[3 << 20];
        new Random(7).nextBytes(noise);
        byte[] file = DicomWriter.toBytes(instance().bytes(0x00091010, VR.OB, noise), TransferSyntax.DEFLATED);
        assertThat(read(file).uids()).contains(new InstanceUids("1.2", "1.22", "1.2.3"));
    }

    @Test
    void refusesADeflateStreamThatIsDamagedBeforeTheUids() throws Exception {
        byte[] noise = new byte[3 << 20];
        new Random(7).nextBytes(noise);
        byte[] file = DicomWriter.toBytes(instance().bytes(0x00091010, VR.OB, noise), TransferSyntax.DEFLATED);
        assertThatThrownBy(() -> read(Arrays.copyOf(file, 2 << 20)))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining("damaged or cut");
    }

    @Test
    void tellsWhichUidADeflatedDataSetLacks() throws Exception {
        byte[] file = DicomWriter.toBytes(instance().remove(Tag.STUDY_INSTANCE_UID), TransferSyntax.DEFLATED);
        assertThat(read(file).defect()).contains("has no Study Instance UID (0020,000D)");
    }

    @Test
    void holdsNothingOfTheItemsThatItPasses() throws Exception {
        ByteArrayOutputStream sequences = new ByteArrayOutputStream();
        int items = 4_000_000;
        byte[] empty = Bytes.of("FE FF 00 E0 00 00 00 00");
        Repeated sequence = new Repeated(
                Bytes.of("09 00 00 10 'SQ' 00 00 FF FF FF FF"), empty, items, Bytes.of("FE FF DD E0 00 00 00 00"));
        sequences.writeBytes(Bytes.explicit("08 00 18 00 'UI' 04 00 '1.2.'"));
        ByteSource file = Repeated.file(
                sequences.toByteArray(),
                sequence,
                24,
                Bytes.of("20 00 0D 00 'UI' 02 00 '1.' 20 00 0E 00 'UI' 02 00 '2.'"));
        assertThat(InstanceHeader.read(file).uids()).contains(new InstanceUids("1.", "2.", "1.2."));
    }

    @Test
    void readsNoMoreThanTheFirstKilobytes() throws Exception {
        byte[] file = DicomWriter.toBytes(
                instance().bytes(Tag.PIXEL_DATA, VR.OB, new byte[10 << 20]), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        ByteSource whole = ByteSource.of(file);
        long[] furthest = {0};
        ByteSource watched = new ByteSource() {
            @Override
            public long size() {
                return whole.size();
            }

            @Override
            public int read(long position, ByteBuffer into) throws IOException {
                furthest[0] = Math.max(furthest[0], position + into.remaining());
                return whole.read(position, into);
            }

            @Override
            public void close() {
                throw new AssertionError("the caller closes it");
            }
        };
        assertThat(InstanceHeader.read(watched).uids()).isPresent();
        assertThat(furthest[0]).isLessThanOrEqualTo(8 << 10);
    }

    @Test
    void checksUids() {
        assertThat(InstanceUids.of("1.2\0", "1.3  ", "1.4")).contains(new InstanceUids("1.2", "1.3", "1.4"));
        assertThat(InstanceUids.of("1.2", " 1.3", "1.4")).isEmpty();
        assertThat(InstanceUids.of("1.2", "1.3", "1٢")).isEmpty();
        assertThatThrownBy(() -> new InstanceUids("", "1", "1")).isInstanceOf(IllegalArgumentException.class);
    }
}
