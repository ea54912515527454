package org.dicomcaravan.dicom.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/** PS3.10 7.1: what a file must begin with, and gets where it does not. */
class StoredFileTest {

    private static byte[] written(byte[] file) throws Exception {
        StoredFile stored = StoredFile.of(ByteSource.of(file));
        byte[] bytes = stored.open().readAllBytes();
        assertThat(stored.length()).isEqualTo(bytes.length);
        return bytes;
    }

    @Test
    void leavesAWholeFileAlone() throws Exception {
        byte[] file = Bytes.explicit("08 00 00 00 'UL' 04 00 01 00 00 00 08 00 60 00 'CS' 02 00 'CT' 'odd'");
        assertThat(written(file)).isEqualTo(file);
    }

    @Test
    void putsPreambleAndMetaBeforeABareDataSet() throws Exception {
        byte[] bare = Bytes.of("08 00 16 00 04 00 00 00 '1.2' 00 08 00 18 00 04 00 00 00 '1.3' 00 01 02 03");
        byte[] file = written(bare);
        assertThat(file).endsWith(bare);
        try (DicomObject object = Bytes.open(file)) {
            assertThat(object.hasPreamble()).isTrue();
            assertThat(object.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
            assertThat(object.statedTransferSyntax()).contains("1.2.840.10008.1.2");
            assertThat(object.fileMeta().string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID))
                    .contains("1.3");
            assertThat(object.dataSetOffset()).isEqualTo(file.length - bare.length);
        }
    }

    @Test
    void keepsTheStatedSyntaxWhereOnlyThePreambleIsMissing() throws Exception {
        byte[] whole = DicomWriter.toBytes(
                new DataSetBuilder().text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3"), TransferSyntax.DEFLATED);
        byte[] file = written(Arrays.copyOfRange(whole, 132, whole.length));
        assertThat(file).isEqualTo(whole);
    }

    @Test
    void copiesADeflatedFileWhoseEndIsDamaged() throws Exception {
        byte[] whole = DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3")
                        .bytes(Tag.PIXEL_DATA, VR.OB, new byte[1 << 20]),
                TransferSyntax.DEFLATED);
        byte[] cut = Arrays.copyOf(whole, whole.length - 100);
        assertThat(written(cut)).isEqualTo(cut);
        assertThat(StoredFile.of(ByteSource.of(cut)).transferSyntax()).isEqualTo(TransferSyntax.DEFLATED);
    }
}
