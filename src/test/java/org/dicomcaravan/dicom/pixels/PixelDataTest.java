package org.dicomcaravan.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/** Where frames are: PS3.5 8.1, 8.2 and A.4, PS3.3 C.7.6.3. */
class PixelDataTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;

    private static DataSetBuilder image(int rows, int columns, int frames, int allocated) {
        return new DataSetBuilder()
                .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2")
                .numbers(Tag.SAMPLES_PER_PIXEL, VR.US, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "MONOCHROME2")
                .text(Tag.NUMBER_OF_FRAMES, VR.IS, String.valueOf(frames))
                .numbers(Tag.ROWS, VR.US, rows)
                .numbers(Tag.COLUMNS, VR.US, columns)
                .numbers(Tag.BITS_ALLOCATED, VR.US, allocated)
                .numbers(Tag.BITS_STORED, VR.US, allocated)
                .numbers(Tag.HIGH_BIT, VR.US, allocated - 1)
                .numbers(Tag.PIXEL_REPRESENTATION, VR.US, 0);
    }

    private static PixelData open(DataSetBuilder image, TransferSyntax syntax) throws Exception {
        return PixelData.of(Bytes.open(DicomWriter.toBytes(image, syntax))).orElseThrow();
    }

    @Test
    void slicesNativeFrames() throws Exception {
        PixelData pixels = open(image(2, 3, 2, 8).bytes(Tag.PIXEL_DATA, VR.OB, counting(12)), EXPLICIT);
        assertThat(pixels.frames()).isEqualTo(2);
        assertThat(pixels.encapsulated()).isFalse();
        assertThat(pixels.frameLength(1)).isEqualTo(6);
        assertThat(pixels.frame(1)).containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(pixels.shape()).isEqualTo(new FrameShape(2, 3, 1, 8, 8, 7, false, false, "MONOCHROME2", false));
    }

    @Test
    void movesBitsThatStartInsideAByte() throws Exception {
        // 9 pixels a frame, lowest bit first: frame 1 is bits 0-8, frame 2 bits 9-17.
        byte[] packed = {(byte) 0b1000_0001, (byte) 0b0000_0111, 0b10};
        PixelData pixels = open(image(3, 3, 2, 1).bytes(Tag.PIXEL_DATA, VR.OB, packed), EXPLICIT);
        assertThat(pixels.frame(0)).containsExactly(0b1000_0001, 0b0000_0111);
        assertThat(pixels.frame(1)).containsExactly(0b0000_0011, 0b1);
    }

    @Test
    void countsTwoSamplesAPixelInYbrFull422() throws Exception {
        DataSetBuilder image = image(2, 2, 1, 8)
                .numbers(Tag.SAMPLES_PER_PIXEL, VR.US, 3)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "YBR_FULL_422")
                .bytes(Tag.PIXEL_DATA, VR.OB, counting(8));
        assertThat(open(image, EXPLICIT).frameLength(0)).isEqualTo(8);
    }

    @Test
    void swapsWordsOfBigEndian() throws Exception {
        byte[] samples = {1, 2, 3, 4, 5, 6, 7, 8};
        PixelData words =
                open(image(1, 2, 2, 16).bytes(Tag.PIXEL_DATA, VR.OW, samples), TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertThat(words.swappedWord()).isEqualTo(2);
        assertThat(words.frame(1)).containsExactly(6, 5, 8, 7);
        assertThat(words.openLittleEndianFrame(1).readAllBytes()).containsExactly(5, 6, 7, 8);
        PixelData bytes =
                open(image(1, 3, 2, 8).bytes(Tag.PIXEL_DATA, VR.OW, counting(6)), TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertThat(bytes.frame(1)).containsExactly(2, 5, 4);
        assertThat(bytes.openLittleEndianFrame(1).readAllBytes()).containsExactly(3, 4, 5);
        PixelData plain =
                open(image(1, 2, 1, 16).bytes(Tag.PIXEL_DATA, VR.OB, counting(4)), TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertThat(plain.swappedWord()).isEqualTo(1);
        PixelData floats = open(
                image(1, 2, 1, 32).numbers(Tag.FLOAT_PIXEL_DATA, VR.OF, 1.0, -2.0), TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertThat(floats.shape().floating()).isTrue();
        assertThat(floats.frame(0)).containsExactly(0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0);
        assertThat(floats.openLittleEndianFrame(0).readAllBytes()).containsExactly(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0);
    }

    @Test
    void refusesNativeDataThatIsTooShort() {
        assertThatThrownBy(() -> open(image(2, 3, 3, 8).bytes(Tag.PIXEL_DATA, VR.OB, counting(16)), EXPLICIT))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID));
    }

    @Test
    void hasNoneWithoutAValue() throws Exception {
        byte[] none = DicomWriter.toBytes(image(2, 2, 1, 8), EXPLICIT);
        byte[] empty = DicomWriter.toBytes(image(2, 2, 1, 8).empty(Tag.PIXEL_DATA, VR.OW), EXPLICIT);
        assertThat(PixelData.of(Bytes.open(none))).isEqualTo(Optional.empty());
        assertThat(PixelData.of(Bytes.open(empty))).isEqualTo(Optional.empty());
    }

    @Test
    void countsAFrameWhereNumberOfFramesIsNoNumber() throws Exception {
        for (String number : new String[] {"0", "-1", "x", "1.0", ""}) {
            DataSetBuilder image = image(1, 2, 1, 8)
                    .text(Tag.NUMBER_OF_FRAMES, VR.IS, number)
                    .bytes(Tag.PIXEL_DATA, VR.OB, counting(2));
            assertThat(open(image, EXPLICIT).frames()).as(number).isEqualTo(1);
        }
    }

    @Test
    void givesOneFrameAllFragments() throws Exception {
        PixelData pixels = open(
                image(1, 1, 1, 8).encapsulatedPixels(new byte[0], Bytes.of("01 02"), Bytes.of("03 04")),
                TransferSyntax.JPEG_BASELINE);
        assertThat(pixels.encapsulated()).isTrue();
        assertThat(pixels.frame(0)).containsExactly(1, 2, 3, 4);
        assertThat(pixels.frameLength(0)).isEqualTo(4);
    }

    @Test
    void givesEachFrameAFragmentWhereTheNumbersAgree() throws Exception {
        PixelData pixels = open(
                image(1, 1, 2, 8).encapsulatedPixels(new byte[0], Bytes.of("01 02"), Bytes.of("03 04")),
                TransferSyntax.JPEG_BASELINE);
        assertThat(pixels.frame(1)).containsExactly(3, 4);
    }

    @Test
    void followsTheBasicOffsetTable() throws Exception {
        byte[] table = Bytes.of("00 00 00 00 14 00 00 00");
        PixelData pixels = open(
                image(1, 1, 2, 8).encapsulatedPixels(table, Bytes.of("01 02"), Bytes.of("03 04"), Bytes.of("05 06")),
                TransferSyntax.RLE);
        assertThat(pixels.frame(0)).containsExactly(1, 2, 3, 4);
        assertThat(pixels.frame(1)).containsExactly(5, 6);
    }

    @Test
    void prefersTheExtendedOffsetTable() throws Exception {
        byte[] extended = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(10)
                .array();
        PixelData pixels = open(
                image(1, 1, 2, 8)
                        .bytes(Tag.EXTENDED_OFFSET_TABLE, VR.OV, extended)
                        .encapsulatedPixels(new byte[0], Bytes.of("01 02"), Bytes.of("03 04"), Bytes.of("05 06")),
                TransferSyntax.RLE);
        assertThat(pixels.frame(0)).containsExactly(1, 2);
        assertThat(pixels.frame(1)).containsExactly(3, 4, 5, 6);
    }

    @Test
    void looksForTheStartOfCodestreamsAtLast() throws Exception {
        PixelData pixels = open(
                image(1, 1, 2, 8)
                        .encapsulatedPixels(
                                new byte[0], Bytes.of("FF D8 FF E0"), Bytes.of("01 02"), Bytes.of("FF 4F FF 51")),
                TransferSyntax.JPEG_BASELINE);
        assertThat(pixels.frame(0)).hasSize(6);
        assertThat(pixels.frame(1)).hasSize(4);
        assertThatThrownBy(() -> open(
                        image(1, 1, 2, 8)
                                .encapsulatedPixels(new byte[0], Bytes.of("01 02"), Bytes.of("03 04"), new byte[2]),
                        TransferSyntax.JPEG_BASELINE))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("3 fragments do not make 2 frames");
    }

    @Test
    void missesNoDelimiterAtTheEndOfTheFile() throws Exception {
        byte[] file = DicomWriter.toBytes(
                image(1, 1, 2, 8).encapsulatedPixels(new byte[0], Bytes.of("01 02"), Bytes.of("03 04")),
                TransferSyntax.RLE);
        for (int missing : new int[] {8, 7, 1}) {
            try (DicomObject object = Bytes.open(Arrays.copyOf(file, file.length - missing))) {
                assertThat(object.isCut()).as("%d bytes missing", missing).isFalse();
                assertThat(PixelData.of(object).orElseThrow().frame(1)).containsExactly(3, 4);
            }
        }
        for (int missing : new int[] {9, 10, 11, 18, 20, 28}) {
            try (DicomObject object = Bytes.open(Arrays.copyOf(file, file.length - missing))) {
                assertThatThrownBy(() -> PixelData.of(object))
                        .as("%d bytes missing", missing)
                        .isInstanceOf(DicomException.class);
            }
        }
    }

    @Test
    void takesOtherBytesForNoDelimiter() throws Exception {
        byte[] file = DicomWriter.toBytes(
                image(1, 1, 1, 8).encapsulatedPixels(new byte[0], Bytes.of("01 02")), TransferSyntax.RLE);
        file[file.length - 5] = 1;
        try (DicomObject object = Bytes.open(Arrays.copyOf(file, file.length - 4))) {
            assertThatThrownBy(() -> PixelData.of(object)).isInstanceOf(DicomException.class);
        }
    }

    @Test
    void readsAFrameInFewCalls() throws Exception {
        byte[] large = counting(500_000);
        byte[] plain = DicomWriter.toBytes(image(500, 1000, 1, 8).bytes(Tag.PIXEL_DATA, VR.OB, large), EXPLICIT);
        byte[] fragment =
                DicomWriter.toBytes(image(500, 1000, 1, 8).encapsulatedPixels(new byte[0], large), TransferSyntax.RLE);
        for (byte[] file : List.of(plain, fragment)) {
            AtomicInteger calls = new AtomicInteger();
            try (DicomObject object = DicomObject.open(counted(ByteSource.of(file), calls))) {
                PixelData pixels = PixelData.of(object).orElseThrow();
                calls.set(0);
                assertThat(pixels.frame(0)).isEqualTo(large);
                assertThat(calls.get()).isLessThanOrEqualTo(2);
            }
        }
    }

    private static ByteSource counted(ByteSource source, AtomicInteger calls) {
        return new ByteSource() {
            @Override
            public long size() {
                return source.size();
            }

            @Override
            public int read(long position, ByteBuffer into) throws IOException {
                calls.incrementAndGet();
                return source.read(position, into);
            }

            @Override
            public void close() throws IOException {
                source.close();
            }
        };
    }

    @Test
    void takesAVideoForOneStream() throws Exception {
        PixelData pixels = open(
                image(1, 1, 90, 8).encapsulatedPixels(new byte[0], Bytes.of("00 00"), Bytes.of("01 BA")),
                TransferSyntax.of("1.2.840.10008.1.2.4.102"));
        assertThat(pixels.frames()).isEqualTo(1);
        assertThat(pixels.declaredFrames()).isEqualTo(90);
        assertThat(pixels.frame(0)).hasSize(4);
    }

    @Test
    void refusesAFrameBeyondTheLimit() throws Exception {
        PixelData pixels = open(image(2, 3, 1, 8).bytes(Tag.PIXEL_DATA, VR.OB, counting(6)), EXPLICIT);
        assertThatThrownBy(() -> pixels.frame(0, 5)).isInstanceOf(DicomException.class);
        assertThatThrownBy(() -> pixels.frame(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void putsAWrongHighBitRight() throws Exception {
        DataSetBuilder image = image(1, 1, 1, 16)
                .numbers(Tag.BITS_STORED, VR.US, 12)
                .numbers(Tag.HIGH_BIT, VR.US, 9)
                .bytes(Tag.PIXEL_DATA, VR.OW, counting(2));
        assertThat(open(image, EXPLICIT).shape().highBit()).isEqualTo(11);
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
