package org.dicomcaravan.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/** What would need too much is refused before it is read. */
class RowRoomTest {

    private static final int TEXT_VALUE = 0x0040A160;

    private final AtomicInteger large = new AtomicInteger();

    private static DataSetBuilder instance() {
        return new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3");
    }

    private void read(DataSetBuilder content, long bytes, long memory) throws IOException, DicomException {
        byte[] file = DicomWriter.toBytes(content, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        for (boolean isJson : new boolean[] {true, false}) {
            RowRoom room = new RowRoom(bytes, memory, large::incrementAndGet);
            try (DicomObject opened = DicomObject.open(ByteSource.of(file))) {
                if (isJson) {
                    MetadataRow.of(opened, file.length, Instant.EPOCH, Optional.empty(), room);
                } else {
                    InstanceRow.of(opened, file.length, Instant.EPOCH, Optional.empty(), room);
                }
            }
        }
    }

    private void refuses(String words, DataSetBuilder content, long bytes, long memory) {
        assertThatThrownBy(() -> read(content, bytes, memory))
                .isInstanceOfSatisfying(
                        DicomException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(DicomException.Reason.TOO_LARGE))
                .hasMessageContaining(words);
    }

    @Test
    void textsCountTogether() throws Exception {
        DataSetBuilder texts = instance();
        for (int i = 0; i < 10; i++) {
            texts.text(0x00291000 + i, VR.UT, "x".repeat(1000));
        }
        read(texts, 11_000, 1 << 20);
        refuses("its row has at least 10,", texts, 10_000, 1 << 20);
    }

    @Test
    void valuesCountWhatIsMadeOfThem() throws Exception {
        DataSetBuilder empty = instance().text(0x00291000, VR.LO, "\\".repeat(20_000));
        read(empty, 1 << 20, 4 << 20);
        refuses("making its row needs about", empty, 1 << 20, 1 << 20);
        refuses("its row has at least", empty, 50_000, 4 << 20);
        DataSetBuilder numbers = instance().bytes(0x00291000, VR.US, new byte[20_000]);
        read(numbers, 1 << 20, 4 << 20);
        refuses("making its row needs about", numbers, 1 << 20, 1 << 20);
    }

    @Test
    void itemsCount() throws Exception {
        DataSetBuilder[] items = new DataSetBuilder[2_000];
        for (int i = 0; i < items.length; i++) {
            items[i] = new DataSetBuilder().text(TEXT_VALUE, VR.UT, "");
        }
        DataSetBuilder many = instance().sequence(0x0040A730, items);
        read(many, 1 << 20, 4 << 20);
        refuses("making its row needs about", many, 1 << 20, 1 << 20);
    }

    /** Once a row, so that it waits for the others once. */
    @Test
    void saysOnceThatARowIsLarge() throws Exception {
        read(instance().text(TEXT_VALUE, VR.UT, "x".repeat(1000)), 1 << 20, 1 << 20);
        assertThat(large).hasValue(0);
        read(instance().text(TEXT_VALUE, VR.UT, "x".repeat(50_000)), 1 << 20, 1 << 20);
        assertThat(large).hasValue(2);
    }

    /** Of pixels and others that a row does not hold. */
    @Test
    void whatIsDroppedDoesNotCount() throws Exception {
        read(instance().bytes(Tag.PIXEL_DATA, VR.OW, new byte[100_000]), 1000, 10_000);
    }
}
