package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against what libjpeg makes of the same codestreams, 21 x 17 pixels each. Those of 12 bits were written by dcmcjpeg
 * 3.6.7 ({@code +ee}, {@code +es}, {@code +ep}), but for {@code 440}, which is by libjpeg turbo 3.1; those of 8 bits by
 * cjpeg 2.1.5, with {@code -restart 1B} and scripts for the scans. The samples {@code .raw} are those of libjpeg turbo 3.1
 * without conversion of colours, and where dcmtk wrote the file, dcmdjpeg gives the same ones.
 */
class DctDecoderTest {

    private static final int DHT = 0xC4;
    private static final int SOF1 = 0xC1;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;

    private static byte[] file(String name) throws IOException {
        return JpegFiles.read(name + ".jpg");
    }

    private static byte[] decode(byte[] file) throws IOException, DicomException {
        JpegCodestream jpeg = JpegCodestream.parse(file);
        return DctDecoder.decode(jpeg, jpeg.frame().precision() > 8 ? 2 : 1);
    }

    private static int farthest(byte[] a, byte[] b, int wordBytes) {
        assertThat(a).hasSameSizeAs(b);
        int farthest = 0;
        for (int i = 0; i < a.length; i += wordBytes) {
            farthest = Math.max(farthest, Math.abs(word(a, i, wordBytes) - word(b, i, wordBytes)));
        }
        return farthest;
    }

    private static int word(byte[] bytes, int at, int wordBytes) {
        return wordBytes == 1 ? bytes[at] & 0xFF : bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    private static void assertDamaged(byte[] file, String message) {
        assertThatThrownBy(() -> decode(file))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grey12-extended",
                "grey12-spectral",
                "grey12-progressive",
                "colour12-extended-422",
                "colour12-extended-440",
                "colour12-progressive-420",
            })
    void twelveBitsAreWithinOneOfLibjpeg(String name) throws Exception {
        assertThat(farthest(decode(file(name)), JpegFiles.read(name + ".raw"), 2))
                .isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour8-restarts-420", "colour8-three-scans-311", "colour8-progressive-restarts"})
    void eightBitsAreWithinOneOfLibjpeg(String name) throws Exception {
        assertThat(farthest(decode(file(name)), JpegFiles.read(name + ".raw"), 1))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void fourBytesAWordIfWanted() throws Exception {
        byte[] two = decode(file("grey12-extended"));
        byte[] four = DctDecoder.decode(JpegCodestream.parse(file("grey12-extended")), 4);
        for (int i = 0; i < two.length / 2; i++) {
            assertThat(word(four, 4 * i, 2)).isEqualTo(word(two, 2 * i, 2));
            assertThat(word(four, 4 * i + 2, 2)).isZero();
        }
    }

    @Test
    void linesMayBeSaidBehindTheFirstScan() throws Exception {
        byte[] late = file("grey12-extended");
        Markers markers = Markers.of(late);
        byte[] header = markers.first(SOF1);
        header[5] = 0;
        header[6] = 0;
        byte[] dnl = {-1, (byte) 0xDC, 0, 4, 0, 17};
        byte[] file = markers.behind(SOS, dnl).bytes();

        assertThat(decode(file)).isEqualTo(decode(late));
        assertThat(JpegCodestream.parse(file).saysRowsLate()).isTrue();
        assertDamaged(Markers.of(file).withoutLast(0xDC).bytes(), "21 x 0 pixels");
        assertDamaged(
                Markers.of(file)
                        .behind(SOS, dnl)
                        .behind(SOS, new byte[] {-1, (byte) 0xDC, 0, 3, 0})
                        .bytes(),
                "DNL");
    }

    /** The standard leaves the number of refinements to the encoder; nothing of what came first is lost. */
    @Test
    void aProgressiveFrameMayEndBeforeItIsPrecise() throws Exception {
        Markers markers = Markers.of(file("colour12-progressive-420"));
        byte[] whole = decode(markers.bytes());
        byte[] coarse = decode(markers.withoutLast(SOS).bytes());
        assertThat(farthest(coarse, whole, 2)).isBetween(1, 64);
        while (markers.count(SOS) > 1) {
            markers.withoutLast(SOS);
        }
        assertThat(farthest(decode(markers.bytes()), whole, 2)).isGreaterThan(100);
    }

    @Test
    void scansOutOfTurnFail() throws IOException {
        Markers progressive = Markers.of(file("grey12-progressive"));
        byte[] dc = progressive.first(SOS);
        assertDamaged(progressive.behind(SOS, dc).bytes(), "out of its turn");
        Markers spectral = Markers.of(file("grey12-spectral"));
        spectral.first(SOS)[7] = 1;
        spectral.first(SOS)[8] = 5;
        assertDamaged(spectral.bytes(), "");
        Markers twice = Markers.of(file("grey12-extended"));
        assertDamaged(twice.behind(SOS, twice.first(SOS)).bytes(), "second JPEG scan");
    }

    @Test
    void missingComponentsAndTablesFail() throws IOException {
        assertDamaged(
                Markers.of(file("colour8-three-scans-311")).withoutLast(SOS).bytes(), "scans of 1 of its 3 components");
        assertDamaged(Markers.of(file("grey12-extended")).withoutLast(DQT).bytes(), "quantization table 0");
        assertDamaged(Markers.of(file("grey12-extended")).withoutLast(DHT).bytes(), "Huffman table 0");
    }

    @Test
    void headersThatBreakTheStandardFail() throws IOException {
        for (int[] change : List.of(
                new int[] {SOF1, 11, 0x05}, // sampling factors 0 and 5
                new int[] {SOF1, 12, 4}, // quantization table 4
                new int[] {SOS, 5, 9}, // component 9
                new int[] {SOS, 6, 0x40}, // DC table 4
                new int[] {SOS, 4, 2}, // two components
                new int[] {DQT, 4, 0x24}, // a quantization table of 24 bits
                new int[] {DHT, 4, 0x05}, // Huffman table 5
                new int[] {DHT, 5, 3})) { // three codes of one bit
            Markers markers = Markers.of(file("grey12-extended"));
            markers.first(change[0])[change[1]] = (byte) change[2];
            assertDamaged(markers.bytes(), "");
        }
        Markers progressive = Markers.of(file("grey12-progressive"));
        progressive.first(SOS)[8] = 64;
        assertDamaged(progressive.bytes(), "coefficients 0 to 64");
    }

    @Test
    void restartMarkersCount() throws IOException {
        byte[] file = file("colour8-restarts-420");
        int marker = 0;
        while (file[marker] != -1 || (file[marker + 1] & 0xFF) != 0xD1) {
            marker++;
        }
        file[marker + 1] = (byte) 0xD3;
        assertDamaged(file, "restart marker 3 where 1 is due");
    }

    /** Cut anywhere, with and without an EOI at the cut. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "grey12-extended",
                "grey12-spectral",
                "colour12-extended-422",
                "colour8-restarts-420",
                "colour8-three-scans-311",
            })
    void whatEndsEarlyFails(String name) throws IOException {
        byte[] file = file(name);
        int scan = file.length - Markers.of(file).last(SOS).length - 2;
        for (int length = 0; length < file.length; length++) {
            assertDamaged(Arrays.copyOf(file, length), "");
            // A byte may be all padding, and a progressive frame may end with any scan.
            if (length < file.length - 4 && (length > scan + 20 || !name.contains("spectral"))) {
                byte[] ended = Arrays.copyOf(file, length + 2);
                ended[length] = -1;
                ended[length + 1] = (byte) 0xD9;
                assertDamaged(ended, "");
            }
        }
    }

    @Property(tries = 2_000)
    void damageDoesNoMoreThanFail(
            @ForAll @IntRange(max = 3) int which, @ForAll @IntRange(max = 100_000) int place, @ForAll byte value)
            throws IOException {
        byte[] file = file(List.of(
                        "grey12-extended",
                        "colour12-progressive-420",
                        "colour8-progressive-restarts",
                        "grey12-spectral")
                .get(which));
        file[place % file.length] = value;
        try {
            JpegCodestream jpeg = JpegCodestream.parse(file);
            // As the decoder checks it against the data set before it comes here.
            if (jpeg.frame().rows() == JpegFiles.ROWS && jpeg.frame().columns() == JpegFiles.COLUMNS) {
                int components = jpeg.frame().components();
                assertThat(DctDecoder.decode(jpeg, 2)).hasSize(2 * JpegFiles.ROWS * JpegFiles.COLUMNS * components);
            }
        } catch (DicomException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
