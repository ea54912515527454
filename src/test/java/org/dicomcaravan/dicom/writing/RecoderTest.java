package org.dicomcaravan.dicom.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.junit.jupiter.api.Test;

/** Data sets in another coding: bytes by hand from PS3.5 7.1, 7.3 and A. */
class RecoderTest {

    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;

    private static byte[] write(Recoder recoder) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        recoder.write(out);
        if (recoder.length().isPresent()) {
            assertThat(recoder.length()).hasValue(out.size());
        }
        return out.toByteArray();
    }

    /** The data set's bytes after recoding. */
    private static byte[] recode(byte[] file, TransferSyntax target) throws Exception {
        try (DicomObject source = Bytes.open(file);
                DicomObject out = Bytes.open(write(Recoder.of(source, target)))) {
            assertThat(out.transferSyntax()).isEqualTo(target);
            assertThat(out.hasPreamble()).isTrue();
            return out.content().stream(
                            target.isDeflated() ? 0 : out.dataSetOffset(),
                            out.content().size())
                    .readAllBytes();
        }
    }

    @Test
    void givesVrsToAnImplicitDataSet() throws Exception {
        byte[] implicit = Bytes.implicit(
                "08 00 60 00 02 00 00 00 'CT' 09 00 10 00 04 00 00 00 'ACME' 09 00 01 10 02 00 00 00 01 02",
                "28 00 20 01 02 00 00 00 FF FF 28 00 00 01 02 00 00 00 10 00 28 00 03 01 02 00 00 00 01 00",
                "28 00 06 30 02 00 00 00 07 00 E0 7F 10 00 02 00 00 00 09 00");
        assertThat(recode(implicit, EXPLICIT))
                .isEqualTo(Bytes.of(
                        "08 00 60 00 'CS' 02 00 'CT' 09 00 10 00 'LO' 04 00 'ACME'",
                        "09 00 01 10 'UN' 00 00 02 00 00 00 01 02 28 00 20 01 'SS' 02 00 FF FF",
                        "28 00 00 01 'US' 02 00 10 00 28 00 03 01 'US' 02 00 01 00",
                        "28 00 06 30 'OW' 00 00 02 00 00 00 07 00 E0 7F 10 00 'OW' 00 00 02 00 00 00 09 00"));
    }

    @Test
    void takesVrsFromAnExplicitDataSet() throws Exception {
        byte[] explicit = Bytes.explicit("08 00 60 00 'CS' 02 00 'CT' 09 00 01 10 'UN' 00 00 02 00 00 00 01 02");
        assertThat(recode(explicit, IMPLICIT))
                .isEqualTo(Bytes.of("08 00 60 00 02 00 00 00 'CT' 09 00 01 10 02 00 00 00 01 02"));
    }

    @Test
    void swapsByVrOutOfBigEndian() throws Exception {
        byte[] big = Bytes.join(
                Bytes.preface(TransferSyntax.EXPLICIT_BIG_ENDIAN.uid()),
                Bytes.of(
                        "00 08 00 60 'CS' 00 02 'CT' 00 09 10 01 'UN' 00 00 00 00 00 02 01 02",
                        "00 18 60 20 'SL' 00 04 01 02 03 04 00 28 00 09 'AT' 00 04 00 18 10 63",
                        "00 28 00 10 'US' 00 02 00 05 00 28 01 00 'US' 00 02 00 08",
                        "7F E0 00 09 'OD' 00 00 00 00 00 08 01 02 03 04 05 06 07 08",
                        "7F E0 00 10 'OW' 00 00 00 00 00 04 01 02 03 04"));
        assertThat(recode(big, EXPLICIT))
                .isEqualTo(Bytes.of(
                        "08 00 60 00 'CS' 02 00 'CT' 09 00 01 10 'UN' 00 00 02 00 00 00 01 02",
                        "18 00 20 60 'SL' 04 00 04 03 02 01 28 00 09 00 'AT' 04 00 18 00 63 10",
                        "28 00 10 00 'US' 02 00 05 00 28 00 00 01 'US' 02 00 08 00",
                        "E0 7F 09 00 'OD' 00 00 08 00 00 00 08 07 06 05 04 03 02 01",
                        "E0 7F 10 00 'OW' 00 00 04 00 00 00 02 01 04 03"));
        assertThat(recode(
                        Bytes.join(Bytes.preface(EXPLICIT.uid()), recode(big, EXPLICIT)),
                        TransferSyntax.EXPLICIT_BIG_ENDIAN))
                .isEqualTo(Bytes.of(
                        "00 08 00 60 'CS' 00 02 'CT' 00 09 10 01 'UN' 00 00 00 00 00 02 01 02",
                        "00 18 60 20 'SL' 00 04 01 02 03 04 00 28 00 09 'AT' 00 04 00 18 10 63",
                        "00 28 00 10 'US' 00 02 00 05 00 28 01 00 'US' 00 02 00 08",
                        "7F E0 00 09 'OD' 00 00 00 00 00 08 01 02 03 04 05 06 07 08",
                        "7F E0 00 10 'OW' 00 00 00 00 00 04 01 02 03 04"));
    }

    @Test
    void dropsGroupLengthsAtEveryLevelAndKeepsUnItems() throws Exception {
        byte[] source = Bytes.explicit(
                "08 00 00 00 'UL' 04 00 01 00 00 00 08 00 40 11 'SQ' 00 00 16 00 00 00",
                "FE FF 00 E0 0E 00 00 00 08 00 00 00 'UL' 04 00 01 00 00 00 00 00",
                "09 00 01 10 'UN' 00 00 FF FF FF FF FE FF 00 E0 0A 00 00 00 10 00 10 00 02 00 00 00 'X '",
                "FE FF DD E0 00 00 00 00");
        // The item's two bytes behind its last element are none.
        assertThat(recode(source, TransferSyntax.DEFLATED))
                .isEqualTo(Bytes.of(
                        "08 00 40 11 'SQ' 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF",
                        "FE FF 0D E0 00 00 00 00 FE FF DD E0 00 00 00 00",
                        "09 00 01 10 'UN' 00 00 FF FF FF FF FE FF 00 E0 0A 00 00 00 10 00 10 00 02 00 00 00 'X '",
                        "FE FF DD E0 00 00 00 00"));
    }

    @Test
    void makesUnOfAValueThatSixteenBitsDoNotHold() throws Exception {
        byte[] text = "x".repeat(70_000).getBytes(StandardCharsets.US_ASCII);
        byte[] implicit = Bytes.join(Bytes.implicit("10 00 00 40 70 11 01 00"), text);
        byte[] out = recode(implicit, EXPLICIT);
        assertThat(out)
                .startsWith(Bytes.of("10 00 00 40 'UN' 00 00 70 11 01 00 'xxxx'"))
                .hasSize(70_012);
    }

    /** Purpose of Reference Code Sequence, as some writers of reports have it: a code string (PS3.5 6.2.2, UN). */
    @Test
    void makesUnOfWhatIsNoSequenceThoughTheDictionarySaysSo() throws Exception {
        byte[] implicit = Bytes.implicit("40 00 70 A1 0A 00 00 00 'NAMED TYPE' 40 00 71 A1 02 00 00 00 '1 '");
        assertThat(recode(implicit, EXPLICIT))
                .isEqualTo(Bytes.of("40 00 70 A1 'UN' 00 00 0A 00 00 00 'NAMED TYPE' 40 00 71 A1 'UI' 02 00 '1 '"));
    }

    @Test
    void padsOddValues() throws Exception {
        byte[] source = Bytes.explicit("08 00 60 00 'CS' 01 00 'X' 10 00 20 00 'LO' 02 00 'id'");
        assertThat(recode(source, IMPLICIT))
                .isEqualTo(Bytes.of("08 00 60 00 02 00 00 00 'X ' 10 00 20 00 02 00 00 00 'id'"));
    }

    @Test
    void callsWideNativePixelsOw() throws Exception {
        byte[] source = Bytes.explicit("28 00 00 01 'US' 02 00 10 00 E0 7F 10 00 'OB' 00 00 02 00 00 00 01 02");
        assertThat(recode(source, TransferSyntax.DEFLATED))
                .endsWith(Bytes.of("E0 7F 10 00 'OW' 00 00 02 00 00 00 01 02"));
    }

    @Test
    void rewritesTheFileMeta() throws Exception {
        byte[] file = Bytes.join(
                new byte[128],
                Bytes.of("'DICM' 02 00 03 00 'UI' 02 00 '9.' 02 00 10 00 'UI' 14 00 '1.2.840.10008.1.2.1' 00"),
                Bytes.of(
                        "02 00 16 00 'AE' 04 00 'STOW' 08 00 16 00 'UI' 04 00 '1.2' 00 08 00 18 00 'UI' 04 00 '4.5.'"));
        try (DicomObject source = Bytes.open(file)) {
            byte[] out = write(Recoder.of(source, IMPLICIT));
            try (DicomObject written = Bytes.open(out)) {
                DataSet meta = written.fileMeta();
                assertThat(meta.string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains("4.5.");
                assertThat(meta.string(Tag.MEDIA_STORAGE_SOP_CLASS_UID)).contains("1.2");
                assertThat(meta.string(Tag.TRANSFER_SYNTAX_UID)).contains(IMPLICIT.uid());
                assertThat(meta.string(Tag.SOURCE_APPLICATION_ENTITY_TITLE)).contains("STOW");
                assertThat(meta.integer(Tag.FILE_META_INFORMATION_GROUP_LENGTH))
                        .hasValue((int) written.dataSetOffset() - 144);
            }
        }
    }

    @Test
    void replacesPixelsByCodestreamsAndDescribesThem() throws Exception {
        byte[] file = Bytes.explicit(
                "28 00 10 00 'US' 02 00 01 00 28 00 00 01 'US' 02 00 08 00 40 00 75 02 'SQ' 00 00 00 00 00 00",
                "E0 7F 10 00 'OB' 00 00 02 00 00 00 01 02 FC FF FC FF 'OB' 00 00 02 00 00 00 00 00");
        try (DicomObject source = Bytes.open(file)) {
            Recoder recoder = Recoder.of(source, TransferSyntax.JPEG_BASELINE)
                    .encapsulatedPixels(frames("abc", "de"))
                    .set(Tag.LOSSY_IMAGE_COMPRESSION, VR.CS, "01")
                    .set(Tag.BITS_ALLOCATED, 16)
                    .remove(Tag.ROWS);
            assertThat(write(recoder))
                    .endsWith(Bytes.of(
                            "28 00 00 01 'US' 02 00 10 00 28 00 10 21 'CS' 02 00 '01'",
                            "40 00 75 02 'SQ' 00 00 00 00 00 00 E0 7F 10 00 'OB' 00 00 FF FF FF FF",
                            "FE FF 00 E0 08 00 00 00 00 00 00 00 0C 00 00 00",
                            "FE FF 00 E0 04 00 00 00 'abc' 00 FE FF 00 E0 02 00 00 00 'de' FE FF DD E0 00 00 00 00",
                            "FC FF FC FF 'OB' 00 00 02 00 00 00 00 00"));
        }
    }

    @Test
    void replacesCodestreamsBySamples() throws Exception {
        DataSetBuilder image = new DataSetBuilder()
                .numbers(Tag.BITS_ALLOCATED, VR.US, 8)
                .bytes(Tag.EXTENDED_OFFSET_TABLE, VR.OV, new byte[8])
                .encapsulatedPixels(new byte[0], new byte[4]);
        try (DicomObject source = Bytes.open(DicomWriter.toBytes(image, TransferSyntax.RLE))) {
            assertThat(write(Recoder.of(source, EXPLICIT).nativePixels(frames("ab", "c"))))
                    .endsWith(Bytes.of("28 00 00 01 'US' 02 00 08 00 E0 7F 10 00 'OB' 00 00 04 00 00 00 'abc' 00"));
            assertThatThrownBy(() -> write(Recoder.of(source, EXPLICIT)))
                    .isInstanceOfSatisfying(
                            DicomException.class,
                            e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.UNSUPPORTED));
        }
    }

    @Test
    void usesTheExtendedOffsetTableBeyondFourGigabytes() throws Exception {
        DataSetBuilder image =
                new DataSetBuilder().numbers(Tag.BITS_ALLOCATED, VR.US, 8).bytes(Tag.PIXEL_DATA, VR.OB, new byte[2]);
        FrameSource huge = new FrameSource() {
            @Override
            public int frames() {
                return 3;
            }

            @Override
            public long length(int frame) {
                return 2_500_000_001L;
            }

            @Override
            public InputStream open(int frame) {
                return new ByteArrayInputStream(new byte[0]);
            }
        };
        NewPixels.Encapsulated pixels = new NewPixels.Encapsulated(huge);
        assertThat(pixels.extendedTables()).hasNumberOfRows(2);
        assertThat(pixels.extendedTables()[0])
                .isEqualTo(Bytes.of("0000000000000000 0AF9029500000000 14F2052A01000000"));
        assertThat(pixels.extendedTables()[1]).startsWith(Bytes.of("02F9029500000000"));
        try (DicomObject source = Bytes.open(DicomWriter.toBytes(image, EXPLICIT))) {
            long length = Recoder.of(source, TransferSyntax.RLE)
                    .encapsulatedPixels(huge)
                    .length()
                    .orElseThrow();
            assertThat(length).isGreaterThan(3 * 2_500_000_010L);
        }
    }

    @Test
    void refusesACutFile() throws Exception {
        try (DicomObject source = Bytes.open(Bytes.explicit("08 00 60 00 'CS' 09 00 'CT'"))) {
            assertThatThrownBy(() -> write(Recoder.of(source, IMPLICIT))).isInstanceOf(DicomException.class);
        }
    }

    private static FrameSource frames(String... frames) {
        List<byte[]> bytes = List.of(frames).stream()
                .map(frame -> frame.getBytes(StandardCharsets.US_ASCII))
                .toList();
        return new FrameSource() {
            @Override
            public int frames() {
                return bytes.size();
            }

            @Override
            public long length(int frame) {
                return bytes.get(frame).length;
            }

            @Override
            public InputStream open(int frame) {
                return new ByteArrayInputStream(bytes.get(frame));
            }
        };
    }
}
