package org.dicomcaravan.dicom.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Scratch;
import org.dicomcaravan.io.ScratchLimitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of PS3.10 7.1, and those that are found instead. Encodings by hand from PS3.5 7.1 and A. */
class DicomObjectTest {

    private static final byte[] EXPLICIT = Bytes.of("08 00 18 00 'UI' 04 00 '1.2.' 20 00 0D 00 'UI' 04 00 '1.3' 00");
    private static final byte[] IMPLICIT = Bytes.of("08 00 18 00 04 00 00 00 '1.2.' 20 00 0D 00 04 00 00 00 '1.3' 00");
    private static final byte[] BIG = Bytes.of("00 08 00 18 'UI' 00 04 '1.2.' 00 20 00 0D 'UI' 00 04 '1.3' 00");

    private static void assertReads(byte[] file, TransferSyntax syntax) throws Exception {
        try (DicomObject object = Bytes.open(file)) {
            assertThat(object.transferSyntax()).isEqualTo(syntax);
            assertThat(object.dataSet().elements()).hasSize(2);
            assertThat(object.dataSet().string(Tag.SOP_INSTANCE_UID)).contains("1.2.");
            assertThat(object.dataSet().string(Tag.STUDY_INSTANCE_UID)).contains("1.3");
            assertThat(object.isCut()).isFalse();
        }
    }

    @Test
    void readsEachNativeSyntax() throws Exception {
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2"), IMPLICIT), TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2.1"), EXPLICIT), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2.2"), BIG), TransferSyntax.EXPLICIT_BIG_ENDIAN);
    }

    @Test
    void readsDeflatedDataSetsRawAndInZlibWrappers() throws Exception {
        for (boolean raw : new boolean[] {true, false}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, raw))) {
                deflater.write(EXPLICIT);
            }
            byte[] file = Bytes.join(Bytes.preface("1.2.840.10008.1.2.1.99"), out.toByteArray());
            assertReads(file, TransferSyntax.DEFLATED);
        }
    }

    @Test
    void keepsWhatACutDeflateStreamGives() throws Exception {
        byte[] large = DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3")
                        .bytes(Tag.PIXEL_DATA, VR.OB, new byte[1 << 20]),
                TransferSyntax.DEFLATED);
        try (DicomObject object = Bytes.open(Arrays.copyOf(large, large.length - 100))) {
            assertThat(object.isCut()).isTrue();
            assertThat(object.dataSet().string(Tag.SOP_INSTANCE_UID)).contains("1.2.3");
        }
    }

    @Test
    void inflatesALargeDataSetIntoScratchSpace(@TempDir Path folder) throws Exception {
        byte[] pixels = new byte[9 << 20];
        pixels[pixels.length - 2] = 7;
        byte[] file = DicomWriter.toBytes(
                new DataSetBuilder().text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2").bytes(Tag.PIXEL_DATA, VR.OB, pixels),
                TransferSyntax.DEFLATED);
        Scratch.Share scratch = Scratch.open(folder, 32L << 20).share(() -> {});
        try (DicomObject object = DicomObject.open(ByteSource.of(file), scratch)) {
            assertThat(object.transferSyntax()).isEqualTo(TransferSyntax.DEFLATED);
            assertThat(object.dataSet().get(Tag.PIXEL_DATA).orElseThrow().bytes())
                    .isEqualTo(pixels);
        }
        Scratch.Share small = Scratch.open(folder, 8L << 20).share(() -> {});
        assertThatThrownBy(() -> DicomObject.open(ByteSource.of(file), small))
                .isInstanceOf(ScratchLimitException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readsAFileWithoutPreambleOrFileMeta() throws Exception {
        assertReads(EXPLICIT, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertReads(IMPLICIT, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        assertReads(BIG, TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertReads(Bytes.join(new byte[128], Bytes.of("'DICM'"), IMPLICIT), TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        byte[] onlyMeta = Bytes.preface("1.2.840.10008.1.2");
        assertReads(
                Bytes.join(Arrays.copyOfRange(onlyMeta, 132, onlyMeta.length), IMPLICIT),
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }

    @Test
    void believesTheFirstElementRatherThanTheFileMeta() throws Exception {
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2"), EXPLICIT), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2.1"), IMPLICIT), TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2.2"), EXPLICIT), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2.1"), BIG), TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertReads(
                Bytes.join(Bytes.preface("1.2.840.10008.1.2.1.99"), EXPLICIT), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertReads(Bytes.join(Bytes.preface("1.2.840.10008.1.2.4.50"), IMPLICIT), TransferSyntax.JPEG_BASELINE);
    }

    @Test
    void readsAnImplicitFileMetaAndOneWithAWrongGroupLength() throws Exception {
        byte[] implicitMeta =
                Bytes.join(new byte[128], Bytes.of("'DICM' 02 00 10 00 12 00 00 00 '1.2.840.10008.1.2' 00"), IMPLICIT);
        assertReads(implicitMeta, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        byte[] wrongLength = Bytes.join(
                new byte[128],
                Bytes.of("'DICM' 02 00 00 00 'UL' 04 00 FF FF 00 00"),
                Bytes.of("02 00 10 00 'UI' 14 00 '1.2.840.10008.1.2.1' 00"),
                EXPLICIT);
        assertReads(wrongLength, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    @Test
    void refusesWhatIsNotDicom() {
        for (byte[] file : new byte[][] {
            {}, Bytes.of("'hello, this is text'"), new byte[200], Bytes.of("08 00 FF FF 00 00 00 00 00 00")
        }) {
            assertThatThrownBy(() -> Bytes.open(file))
                    .isInstanceOfSatisfying(
                            DicomException.class,
                            e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.NOT_DICOM));
        }
    }

    @Test
    void readsWhatComesBeforeACut() throws Exception {
        byte[] file = Bytes.explicit("08 00 18 00 'UI' 04 00 '1.2.' 10 00 10 00 'PN' 0A 00 'Doe'");
        try (DicomObject object = Bytes.open(file)) {
            Element name = object.dataSet().get(Tag.PATIENT_NAME).orElseThrow();
            assertThat(object.isCut()).isTrue();
            assertThat(name.isCut()).isTrue();
            assertThat(name.declaredLength()).isEqualTo(10);
            assertThat(name.length()).isEqualTo(3);
            assertThat(object.dataSet().get(Tag.SOP_INSTANCE_UID).orElseThrow().isCut())
                    .isFalse();
        }
    }

    @Test
    void passesOverDelimitersWhereNoneShouldBe() throws Exception {
        byte[] file = Bytes.explicit(
                "08 00 18 00 'UI' 04 00 '1.2.' FE FF 0D E0 00 00 00 00 FE FF DD E0 00 00 00 00",
                "10 00 10 00 'PN' 04 00 'Doe '");
        try (DicomObject object = Bytes.open(file)) {
            assertThat(object.dataSet().string(Tag.PATIENT_NAME)).contains("Doe");
        }
    }

    @Test
    void givesTheFirstOfEqualTags() throws Exception {
        byte[] file =
                Bytes.explicit("10 00 10 00 'PN' 02 00 'B ' 08 00 60 00 'CS' 02 00 'CT' 10 00 10 00 'PN' 02 00 'C '");
        try (DicomObject object = Bytes.open(file)) {
            assertThat(object.dataSet().string(Tag.PATIENT_NAME)).contains("B");
            assertThat(object.dataSet().elements()).hasSize(3);
        }
    }

    @Test
    void closesItsSource() throws Exception {
        boolean[] closed = {false};
        ByteSource bytes = ByteSource.of(Bytes.explicit("08 00 60 00 'CS' 02 00 'CT'"));
        ByteSource source = new ByteSource() {
            @Override
            public long size() {
                return bytes.size();
            }

            @Override
            public int read(long position, ByteBuffer into) throws IOException {
                return bytes.read(position, into);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        DicomObject.open(source).close();
        assertThat(closed[0]).isTrue();
    }
}
