package org.dicomcaravan.dicom.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/** Sequences in all encodings of PS3.5 7.5, tables 7.5-1 to 7.5-3. */
class ItemsTest {

    private static final int SEQUENCE = Tag.REFERENCED_IMAGE_SEQUENCE;

    private static Element sequence(byte[] file) throws Exception {
        return Bytes.open(file).dataSet().get(SEQUENCE).orElseThrow();
    }

    @Test
    void readsDefinedLengths() throws Exception {
        Element sequence = sequence(Bytes.explicit(
                "08 00 40 11 'SQ' 00 00 24 00 00 00",
                "FE FF 00 E0 0A 00 00 00 08 00 55 11 'UI' 02 00 '1.'",
                "FE FF 00 E0 0A 00 00 00 08 00 55 11 'UI' 02 00 '2.'"));
        assertThat(sequence.items().size()).isEqualTo(2);
        assertThat(sequence.items().get(1).string(Tag.REFERENCED_SOP_INSTANCE_UID))
                .contains("2.");
        assertThat(sequence.items().isCut()).isFalse();
    }

    @Test
    void readsUndefinedLengthsAndWhatFollows() throws Exception {
        Element sequence = sequence(Bytes.explicit(
                "08 00 40 11 'SQ' 00 00 FF FF FF FF",
                "FE FF 00 E0 FF FF FF FF 08 00 55 11 'UI' 02 00 '1.' FE FF 0D E0 00 00 00 00",
                "FE FF 00 E0 0A 00 00 00 08 00 55 11 'UI' 02 00 '2.'",
                "FE FF DD E0 00 00 00 00 10 00 10 00 'PN' 02 00 'X '"));
        assertThat(sequence.items().size()).isEqualTo(2);
        assertThat(sequence.items().get(0).string(Tag.REFERENCED_SOP_INSTANCE_UID))
                .contains("1.");
        assertThat(sequence.items().get(1).string(Tag.REFERENCED_SOP_INSTANCE_UID))
                .contains("2.");
        assertThat(sequence.dataSet().string(Tag.PATIENT_NAME)).contains("X");
    }

    @Test
    void readsImplicitSequencesByTheDictionary() throws Exception {
        Element sequence = sequence(
                Bytes.implicit("08 00 40 11 12 00 00 00 FE FF 00 E0 0A 00 00 00 08 00 55 11 02 00 00 00 '1.'"));
        assertThat(sequence.vr()).isEmpty();
        assertThat(sequence.effectiveVr()).contains(VR.SQ);
        assertThat(sequence.items().get(0).string(Tag.REFERENCED_SOP_INSTANCE_UID))
                .contains("1.");
    }

    @Test
    void readsUnOfUndefinedLengthAsImplicitLittleEndian() throws Exception {
        byte[] big = Bytes.join(
                Bytes.preface("1.2.840.10008.1.2.2"),
                Bytes.of(
                        "00 08 00 60 'CS' 00 02 'CT' 00 09 10 01 'UN' 00 00 FF FF FF FF",
                        "FE FF 00 E0 FF FF FF FF 28 00 10 00 02 00 00 00 05 00 FE FF 0D E0 00 00 00 00",
                        "FE FF DD E0 00 00 00 00 00 10 00 10 'PN' 00 02 'X '"));
        try (DicomObject object = Bytes.open(big)) {
            Element unknown = object.dataSet().get(0x00091001).orElseThrow();
            assertThat(unknown.items().get(0).integer(Tag.ROWS)).hasValue(5);
            assertThat(object.dataSet().string(Tag.PATIENT_NAME)).contains("X");
        }
    }

    @Test
    void findsItemsInUnOfDefinedLength() throws Exception {
        try (DicomObject object = Bytes.open(Bytes.explicit(
                "09 00 01 10 'UN' 00 00 12 00 00 00 FE FF 00 E0 0A 00 00 00 28 00 10 00 02 00 00 00 05 00",
                "09 00 02 10 'UN' 00 00 12 00 00 00 FE FF 00 E0 0A 00 00 00 28 00 10 00 03 00 00 00 05 00"))) {
            Element good = object.dataSet().get(0x00091001).orElseThrow();
            assertThat(good.isSequence()).isFalse();
            assertThat(good.hiddenItems().orElseThrow().get(0).integer(Tag.ROWS))
                    .hasValue(5);
            assertThat(object.dataSet().get(0x00091002).orElseThrow().hiddenItems())
                    .isEmpty();
        }
    }

    @Test
    void knowsTheDataSetAround() throws Exception {
        Element sequence = sequence(Bytes.implicit(
                "08 00 40 11 12 00 00 00 FE FF 00 E0 0A 00 00 00 28 00 20 01 02 00 00 00 FF FF",
                "28 00 03 01 02 00 00 00 01 00"));
        DataSet item = sequence.items().get(0);
        assertThat(item.parent()).contains(sequence.dataSet());
        assertThat(item.isSigned()).isTrue();
        assertThat(item.get(Tag.PIXEL_PADDING_VALUE).orElseThrow().effectiveVr())
                .contains(VR.SS);
        assertThat(item.integer(Tag.PIXEL_PADDING_VALUE)).hasValue(-1);
    }

    @Test
    void keepsTheItemsBeforeOneThatIsNone() throws Exception {
        Element sequence = sequence(Bytes.explicit(
                "08 00 40 11 'SQ' 00 00 1A 00 00 00",
                "FE FF 00 E0 0A 00 00 00 08 00 55 11 'UI' 02 00 '1.' 'garbage!'",
                "10 00 10 00 'PN' 02 00 'X '"));
        assertThat(sequence.items().size()).isEqualTo(1);
        assertThat(sequence.items().isCut()).isTrue();
        assertThat(sequence.dataSet().string(Tag.PATIENT_NAME)).contains("X");
    }

    @Test
    void isCutWhereTheDelimiterIsMissing() throws Exception {
        Element sequence = sequence(Bytes.explicit(
                "08 00 40 11 'SQ' 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF 08 00 55 11 'UI' 02 00 '1.'"));
        assertThat(sequence.isCut()).isTrue();
        assertThat(sequence.items().size()).isEqualTo(1);
        assertThat(sequence.items().get(0).string(Tag.REFERENCED_SOP_INSTANCE_UID))
                .contains("1.");
    }

    @Test
    void readsSixtyFourLevelsAndMore() throws Exception {
        DataSetBuilder inner = new DataSetBuilder().text(Tag.PATIENT_ID, VR.LO, "deep");
        for (int i = 0; i < 100; i++) {
            inner = new DataSetBuilder().sequence(SEQUENCE, inner);
        }
        try (DicomObject object = Bytes.open(DicomWriter.toBytes(inner, TransferSyntax.EXPLICIT_LITTLE_ENDIAN))) {
            DataSet level = object.dataSet();
            for (int i = 0; i < 100; i++) {
                level = level.firstItem(SEQUENCE).orElseThrow();
            }
            assertThat(level.string(Tag.PATIENT_ID)).contains("deep");
        }
    }

    /** Items of both lengths, each with its number, as many as nobody keeps an offset for each of. */
    @Test
    void findsAnyOfManyItemsInAnyOrder() throws Exception {
        int count = 200_000;
        for (boolean defined : new boolean[] {true, false}) {
            ByteArrayOutputStream items = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                items.writeBytes(Bytes.of(
                        i % 2 == 0 ? "FE FF 00 E0 10 00 00 00" : "FE FF 00 E0 FF FF FF FF", "08 00 55 11 'UI' 08 00"));
                items.writeBytes(String.format("%08d", i).getBytes(StandardCharsets.US_ASCII));
                items.writeBytes(i % 2 == 0 ? new byte[0] : Bytes.of("FE FF 0D E0 00 00 00 00"));
            }
            byte[] length = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(defined ? items.size() : -1)
                    .array();
            Element sequence = sequence(Bytes.join(
                    Bytes.explicit("08 00 40 11 'SQ' 00 00"),
                    length,
                    items.toByteArray(),
                    Bytes.of(defined ? "" : "FE FF DD E0 00 00 00 00")));
            Items all = sequence.items();
            assertThat(all.size()).isEqualTo(count);
            for (int i = 0; i < 1000; i++) {
                assertNumber(all, i);
            }
            for (int i : new int[] {count - 1, 77_777, 77_776, 0, 131_072, 131_073}) {
                assertNumber(all, i);
            }
        }
    }

    private static void assertNumber(Items items, int i) throws Exception {
        assertThat(items.get(i).string(Tag.REFERENCED_SOP_INSTANCE_UID)).contains(String.format("%08d", i));
    }

    @Test
    void keepsNoMoreThanItMayOfSequencesWithoutEnd() throws Exception {
        Repeated sequence = new Repeated(
                Bytes.of("09 00 00 10 'SQ' 00 00 FF FF FF FF"),
                Bytes.of("FE FF 00 E0 00 00 00 00"),
                4_000_000,
                Bytes.of("FE FF DD E0 00 00 00 00"));
        ByteSource file = Repeated.file(
                Bytes.explicit("08 00 18 00 'UI' 04 00 '1.2.'"), sequence, 24, Bytes.of("10 00 10 00 'PN' 02 00 'X '"));
        try (DicomObject object = DicomObject.open(file)) {
            List<Element> elements = object.dataSet().elements();
            assertThat(elements).hasSize(26);
            for (Element element : List.of(elements.get(1), elements.get(24))) {
                assertThat(element.items().size()).isEqualTo(4_000_000);
                assertThat(element.items().get(3_999_999).isEmpty()).isTrue();
            }
        }
    }
}
