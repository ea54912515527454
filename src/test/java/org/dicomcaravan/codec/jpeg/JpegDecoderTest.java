package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what libjpeg turbo decodes. */
class JpegDecoderTest {

    private static DecodedFrame decode(byte[] codestream, FrameShape shape) throws IOException, DicomException {
        return new JpegDecoder().decode(codestream, shape, TransferSyntax.JPEG_BASELINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline-420", "progressive-420"})
    void samplesAreThoseOfLibjpegWithTriangleFilter(String name) throws Exception {
        DecodedFrame frame = decode(JpegFiles.read(name + ".jpg"), JpegFiles.shape());

        assertThat(frame.photometricInterpretation()).isEqualTo("YBR_FULL");
        assertThat(frame.samples()).isEqualTo(JpegFiles.read(name + ".ycc"));
    }

    @Test
    void markersChangeColoursByNameOnly() throws Exception {
        byte[] rgb = JpegFiles.marked(JpegFiles.baseline(), JpegFiles.adobe(0));

        DecodedFrame frame = decode(rgb, JpegFiles.shape());

        assertThat(frame.photometricInterpretation()).isEqualTo("RGB");
        assertThat(frame.samples()).isEqualTo(JpegFiles.read("baseline-420.ycc"));
    }

    @Test
    void paddingAndBrokenApplicationSegmentsDoNoHarm() throws Exception {
        byte[] exif = {-1, (byte) 0xE1, 0, 9, 'E', 'x', 'i', 'f', 0, 0, 'M'};
        byte[] profile = {-1, (byte) 0xE2, 0, 4, 'I', 'C'};
        byte[] marked = JpegFiles.marked(JpegFiles.baseline(), exif, profile);

        assertThat(decode(Arrays.copyOf(marked, marked.length + 3), JpegFiles.shape())
                        .samples())
                .isEqualTo(JpegFiles.read("baseline-420.ycc"));
    }

    @Test
    void sixteenBitsAllocatedMakeWords() throws Exception {
        FrameShape shape = new FrameShape(17, 21, 3, 16, 8, 7, false, false, "RGB", false);

        byte[] words = decode(JpegFiles.baseline(), shape).samples();

        byte[] expected = JpegFiles.read("baseline-420.ycc");
        assertThat(words).hasSize(2 * expected.length);
        assertThat(words[2]).isEqualTo(expected[1]);
        assertThat(words[3]).isZero();
    }

    @Test
    void otherDimensionsThanTheDataSetsFail() throws IOException {
        byte[] file = JpegFiles.baseline();
        assertFails(file, JpegFiles.shape(17, 20, 3, "RGB"), DicomException.Reason.INVALID, "21 x 17 pixels of 3");
        assertFails(file, JpegFiles.shape(17, 21, 1, "MONOCHROME2"), DicomException.Reason.INVALID, "17 of 1");
    }

    /** Dimensions that the data set agrees to, and far too few bytes: nothing is allocated. */
    @Test
    void aFrameThatCantBeWholeCostsNoMemory() throws IOException {
        byte[] file = JpegFiles.baseline();
        Arrays.fill(file, JpegFiles.frameHeader(file) + 1, JpegFiles.frameHeader(file) + 5, (byte) 0xF0);
        assertFails(
                file,
                JpegFiles.shape(0xF0F0, 0xF0F0, 3, "RGB"),
                DicomException.Reason.INVALID,
                "can't hold 61680 x 61680");
    }

    @Test
    void otherDepthsAndProcessesAreUnsupported() throws IOException {
        byte[] sixteen = JpegFiles.baseline();
        sixteen[JpegFiles.frameHeader(sixteen)] = 16;
        assertFails(sixteen, JpegFiles.shape(), DicomException.Reason.UNSUPPORTED, "of 16 bits");
        for (int process : new int[] {3, 5, 6, 7, 9, 10, 11, 13, 14, 15}) {
            byte[] other = JpegFiles.baseline();
            other[JpegFiles.frameHeader(other) - 3] = (byte) (0xC0 | process);
            assertFails(other, JpegFiles.shape(), DicomException.Reason.UNSUPPORTED, "SOF" + process);
        }
    }

    @Test
    void twelveBitsComeInWordsOfSixteen() throws Exception {
        byte[] file = JpegFiles.read("colour12-extended-422.jpg");
        FrameShape shape = new FrameShape(17, 21, 3, 16, 12, 11, false, false, "YBR_FULL_422", false);

        DecodedFrame frame = new JpegDecoder().decode(file, shape, TransferSyntax.JPEG_EXTENDED);

        assertThat(frame.bitsAllocated()).isEqualTo(16);
        assertThat(frame.precision()).isEqualTo(12);
        assertThat(frame.photometricInterpretation()).isEqualTo("YBR_FULL");
        // A data set that allocates too little is wrong, and gets what there is.
        assertThat(new JpegDecoder().decode(file, JpegFiles.shape(), TransferSyntax.JPEG_EXTENDED))
                .usingRecursiveComparison()
                .isEqualTo(frame);
    }

    /** ImageIO would fill up with grey. */
    @Test
    void missingDataFails() throws IOException {
        byte[] file = JpegFiles.baseline();
        byte[] cut = Arrays.copyOf(file, file.length - 40);
        assertFails(cut, JpegFiles.shape(), DicomException.Reason.INVALID, "ends before its EOI");
        byte[] ended = Arrays.copyOf(file, file.length - 40);
        ended[ended.length - 2] = -1;
        ended[ended.length - 1] = (byte) 0xD9;
        assertFails(ended, JpegFiles.shape(), DicomException.Reason.INVALID, "premature end");
    }

    @Test
    void manyScansFail() throws IOException {
        byte[] file = JpegFiles.baseline();
        int scan = file.length - 2;
        while (file[scan] != -1 || (file[scan + 1] & 0xFF) != 0xDA) {
            scan--;
        }
        int length = file.length - 2 - scan;
        byte[] many = Arrays.copyOf(file, file.length + 3 * length);
        for (int i = 1; i <= 3; i++) {
            System.arraycopy(file, scan, many, scan + i * length, length);
        }
        many[many.length - 2] = -1;
        many[many.length - 1] = (byte) 0xD9;
        assertFails(many, JpegFiles.shape(), DicomException.Reason.INVALID, "4 scans");
    }

    @Property(tries = 500)
    void damagedCodestreamsNeverDoMoreThanFail(
            @ForAll @IntRange(min = 0, max = 100_000) int place, @ForAll byte value, @ForAll boolean cut)
            throws IOException {
        byte[] file = JpegFiles.baseline();
        byte[] damaged = cut ? Arrays.copyOf(file, place % file.length) : file;
        if (!cut) {
            damaged[place % file.length] = value;
        }
        try {
            assertThat(decode(damaged, JpegFiles.shape()).rows()).isEqualTo(JpegFiles.ROWS);
        } catch (DicomException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void assertFails(byte[] codestream, FrameShape shape, DicomException.Reason reason, String message) {
        assertThatThrownBy(() -> decode(codestream, shape))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
