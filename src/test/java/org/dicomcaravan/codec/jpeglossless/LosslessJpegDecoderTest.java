package org.dicomcaravan.codec.jpeglossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.jpeglossless.LosslessWriter.Plane;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LosslessJpegDecoderTest {

    private static final FrameShape GREY = LosslessFrames.shape(17, 23, 1, 16, 16, true);
    private static final FrameShape RGB = LosslessFrames.shape(17, 23, 3, 8, 8, false);

    private static DecodedFrame decode(byte[] codestream, FrameShape shape) throws IOException, DicomException {
        return new LosslessJpegDecoder().decode(codestream, shape, TransferSyntax.JPEG_LOSSLESS_SV1);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LosslessJpegDecoderTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Noise over a gradient, with a difference of 32,768; grey-N.jpg is by dcmcjpeg +el +sv N of DCMTK 3.6.7. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5", "6", "7", "gdcm"})
    void filesOfOtherTools(String name) throws Exception {
        assertThat(decode(resource("grey-" + name + ".jpg"), GREY).samples()).isEqualTo(resource("grey.raw"));
    }

    /** By dcmcjpeg +el +sv 4 and by gdcmconv -J of GDCM 3.0.21. */
    @ParameterizedTest
    @ValueSource(strings = {"4", "gdcm"})
    void coloursOfOtherTools(String name) throws Exception {
        assertThat(decode(resource("rgb-" + name + ".jpg"), RGB).samples()).isEqualTo(resource("rgb.raw"));
    }

    /** By dcmcjpeg +el +sv 1 +pt 2: the lowest two bits are gone. */
    @Test
    void aPointTransformOfOtherTools() throws Exception {
        byte[] expected = resource("grey.raw");
        for (int i = 0; i < expected.length; i += 2) {
            expected[i] &= (byte) 0xFC;
        }
        assertThat(decode(resource("grey-1-shifted.jpg"), GREY).samples()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"grey-1.jpg, 2", "grey-4.jpg, 2", "grey-6.jpg, 3", "rgb-gdcm.jpg, 2"})
    void everyTruncationFails(String name, int dispensable) throws Exception {
        byte[] codestream = resource(name);
        int end = codestream.length;
        while (codestream[end - 1] != (byte) 0xD9) {
            end--;
        }
        FrameShape shape = name.startsWith("grey") ? GREY : RGB;
        for (int length = 0; length < end - dispensable; length++) {
            byte[] cut = Arrays.copyOf(codestream, length);
            assertInvalid(() -> decode(cut, shape), "");
        }
        // All samples are there without EOI, without a byte of mere padding before it, and with padding behind it.
        byte[] samples = resource(name.replaceFirst("-.*", ".raw"));
        assertThat(decode(Arrays.copyOf(codestream, end - dispensable), shape).samples())
                .isEqualTo(samples);
        assertThat(decode(Arrays.copyOf(codestream, end + 5), shape).samples()).isEqualTo(samples);
    }

    @Property(tries = 300)
    void damageNeverDoesMoreThanFail(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes)
            throws Exception {
        Random random = new Random(seed);
        byte[] codestream = resource("grey-" + random.nextInt(1, 8) + ".jpg");
        for (int i = 0; i < changes; i++) {
            codestream[random.nextInt(codestream.length)] = (byte) random.nextInt();
        }
        try {
            assertThat(decode(codestream, GREY).samples()).hasSize(17 * 23 * 2);
        } catch (DicomException e) {
            assertThat(e.reason()).isIn(DicomException.Reason.INVALID, DicomException.Reason.UNSUPPORTED);
        }
    }

    @Property(tries = 300)
    void whatTheStandardAllows(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll @IntRange(min = 2, max = 16) int precision,
            @ForAll @IntRange(min = 1, max = 7) int predictor,
            @ForAll @IntRange(min = 0, max = 5) int restartRows,
            @ForAll @IntRange(min = 1, max = 4) int components,
            @ForAll boolean interleaved,
            @ForAll long seed)
            throws IOException, DicomException {
        Random random = new Random(seed);
        int shift = random.nextInt(precision);
        int[] across = random.ints(components, 1, 4).toArray();
        int[] down = random.ints(components, 1, 3).toArray();
        if (interleaved && components > 1 && sum(across, down) > 10 || components == 1 || random.nextBoolean()) {
            Arrays.fill(across, 1);
            Arrays.fill(down, 1);
        }
        int mostAcross = Arrays.stream(across).max().getAsInt();
        int mostDown = Arrays.stream(down).max().getAsInt();
        List<Plane> planes = new ArrayList<>();
        for (int i = 0; i < components; i++) {
            int width = (columns * across[i] + mostAcross - 1) / mostAcross;
            int height = (rows * down[i] + mostDown - 1) / mostDown;
            int[] samples =
                    random.ints((long) width * height, 0, 1 << precision).toArray();
            planes.add(new Plane(across[i], down[i], width, height, samples));
        }
        LosslessWriter writer = new LosslessWriter(precision, predictor, shift)
                .withRestart(restartRows)
                .begin(rows, columns, planes);
        if (interleaved && components > 1) {
            List<Integer> all = List.of(0, 1, 2, 3).subList(0, components);
            writer.scan(planes, all, (columns + mostAcross - 1) / mostAcross, (rows + mostDown - 1) / mostDown);
        } else {
            for (int i = components - 1; i >= 0; i--) {
                writer.scan(
                        planes, List.of(i), planes.get(i).width(), planes.get(i).height());
            }
        }
        FrameShape shape = LosslessFrames.shape(rows, columns, components, 16, 16, false);
        int[] expected = new int[rows * columns * components];
        for (int i = 0; i < expected.length; i++) {
            Plane plane = planes.get(i % components);
            int x = i / components % columns * plane.horizontal() / mostAcross;
            int y = i / components / columns * plane.vertical() / mostDown;
            expected[i] = plane.at(x, y) >> shift << shift;
        }
        assertThat(decode(writer.end(), shape).samples())
                .isEqualTo(LosslessFrames.frame(shape, expected).samples());
    }

    private static int sum(int[] across, int[] down) {
        int sum = 0;
        for (int i = 0; i < across.length; i++) {
            sum += across[i] * down[i];
        }
        return sum;
    }

    private static List<Plane> plane(int columns, int... samples) {
        return List.of(new Plane(1, 1, columns, samples.length / columns, samples));
    }

    /** H.1.2.2 has no bits behind category 16; some encoders wrote them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bitsBehindCategory16(boolean wrong) throws IOException, DicomException {
        FrameShape shape = LosslessFrames.shape(3, 4, 1, 16, 16, false);
        int[] samples = {0, 0x8000, 0, 5, 0x8005, 9, 9, 0x8009, 1, 0x8001, 2, 3};
        LosslessWriter writer = new LosslessWriter(16, 1, 0);
        byte[] codestream = (wrong ? writer.withBitsAfter16() : writer)
                .begin(3, 4, plane(4, samples))
                .scan(plane(4, samples), List.of(0), 4, 3)
                .end();
        assertThat(decode(codestream, shape).samples())
                .isEqualTo(LosslessFrames.frame(shape, samples).samples());
    }

    @Test
    void linesThatFollowTheirScan() throws IOException, DicomException {
        int[] samples = {1, 2, 3, 4, 5, 6};
        FrameShape shape = LosslessFrames.shape(2, 3, 1, 8, 8, false);
        LosslessWriter writer =
                new LosslessWriter(8, 4, 0).begin(0, 3, plane(3, samples)).scan(plane(3, samples), List.of(0), 3, 2);
        byte[] unsaid = writer.end();
        assertInvalid(() -> decode(unsaid, shape), "ends before");
        byte[] said = Arrays.copyOf(unsaid, unsaid.length + 6);
        System.arraycopy(new byte[] {-1, -1, (byte) 0xDC, 0, 4, 0, 2, -1}, 0, said, unsaid.length - 2, 8);
        assertThat(decode(said, shape).samples()).containsExactly(1, 2, 3, 4, 5, 6);
        said[said.length - 2] = 3;
        assertInvalid(() -> decode(said, shape), "DNL");
    }

    @ParameterizedTest
    @CsvSource({"0, YBR_FULL, RGB", "1, RGB, YBR_FULL", "-1, YBR_FULL_422, YBR_FULL", "-1, RGB, RGB"})
    void coloursAreWhatAdobeOrTheDataSetSays(int transform, String declared, String expected) throws Exception {
        byte[] codestream = resource("rgb-4.jpg");
        if (transform >= 0) {
            byte[] adobe = {-1, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
            byte[] marked = new byte[codestream.length + adobe.length];
            System.arraycopy(codestream, 0, marked, 0, 2);
            System.arraycopy(adobe, 0, marked, 2, adobe.length);
            System.arraycopy(codestream, 2, marked, 2 + adobe.length, codestream.length - 2);
            codestream = marked;
        }
        DecodedFrame frame = decode(codestream, RGB.withPhotometricInterpretation(declared));
        assertThat(frame.photometricInterpretation()).isEqualTo(expected);
        assertThat(frame.samples()).isEqualTo(resource("rgb.raw"));
    }

    @Test
    void whatContradictsTheDataSetFailsBeforeItCostsMemory() throws Exception {
        byte[] grey = resource("grey-1.jpg");
        assertInvalid(() -> decode(grey, LosslessFrames.shape(18, 23, 1, 16, 16, true)), "23 x 17 pixels of 1");
        assertInvalid(() -> decode(grey, LosslessFrames.shape(17, 23, 3, 16, 16, true)), "23 x 17 pixels of 1");
        assertInvalid(() -> decode(grey, LosslessFrames.shape(17, 23, 1, 8, 8, true)), "samples of 16 bits");
        byte[] huge = grey.clone();
        int header = 0;
        while (huge[header] != -1 || huge[header + 1] != (byte) 0xC3) {
            header++;
        }
        Arrays.fill(huge, header + 5, header + 9, (byte) 0xFF);
        assertInvalid(() -> decode(huge, LosslessFrames.shape(65_535, 65_535, 1, 16, 16, true)), "ends before");
        assertInvalid(() -> decode(new byte[] {1, 2, 3}, GREY), "does not start with SOI");
    }

    @ParameterizedTest
    @CsvSource({"0xC7, UNSUPPORTED", "0xCB, UNSUPPORTED", "0xDE, UNSUPPORTED", "0xC0, INVALID", "0xC1, INVALID"})
    void otherProcessesAreNamed(int marker, DicomException.Reason reason) {
        byte[] codestream = {-1, (byte) 0xD8, -1, (byte) marker, 0, 11, 8, 0, 17, 0, 23, 1, 1, 0x11, 0};
        assertThatThrownBy(() -> decode(codestream, GREY))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable decoding, String message) {
        assertThatThrownBy(decoding)
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }
}
