package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

/** The colour rule, and what may be handed to viewers. */
class JpegCodestreamTest {

    private static final byte[] NAMES = {'R', 'G', 'B'};

    private static byte[] unmarked() throws IOException {
        return JpegFiles.marked(JpegFiles.baseline());
    }

    /** Without sampling factors other than 1; only the header is looked at. */
    private static byte[] full(byte[] file) {
        byte[] full = file.clone();
        full[JpegFiles.frameHeader(full) + 7] = 0x11;
        return full;
    }

    private static byte[] named(byte[] file) {
        byte[] named = file.clone();
        for (int i = 0; i < NAMES.length; i++) {
            named[JpegFiles.frameHeader(named) + 6 + 3 * i] = NAMES[i];
        }
        return named;
    }

    private static String colour(byte[] file, String photometric) throws DicomException {
        return JpegCodestream.parse(file).colour(photometric);
    }

    @Test
    void markersDecideBeforeTheDataSet() throws Exception {
        byte[] file = full(JpegFiles.baseline());
        assertThat(colour(file, "RGB")).isEqualTo("YBR_FULL");
        assertThat(colour(JpegFiles.marked(file, JpegFiles.adobe(1)), "RGB")).isEqualTo("YBR_FULL");
        assertThat(colour(JpegFiles.marked(file, JpegFiles.adobe(0)), "YBR_FULL"))
                .isEqualTo("RGB");
        assertThat(colour(named(unmarked()), "YBR_FULL")).isEqualTo("RGB");
    }

    @Test
    void theDataSetIsBelievedWhereItIsPlausible() throws Exception {
        assertThat(colour(full(unmarked()), "RGB")).isEqualTo("RGB");
        assertThat(colour(unmarked(), "RGB")).isEqualTo("YBR_FULL");
        assertThat(colour(full(unmarked()), "YBR_FULL")).isEqualTo("YBR_FULL");
    }

    @Test
    void aFileEndsWithItsEoi() throws Exception {
        byte[] file = JpegFiles.baseline();
        byte[] padded = Arrays.copyOf(file, file.length + 2);
        padded[file.length] = -1;
        assertThat(JpegCodestream.parse(padded).file("YBR_FULL_422")).contains(file);
    }

    /** As in the field: FF D9 FF, and whole words that mean nothing. */
    @Test
    void strayBytesBehindItAreNotTaken() throws Exception {
        byte[] file = JpegFiles.baseline();
        for (byte[] stray :
                new byte[][] {{-1}, {0, -1}, {17, -1, (byte) 0xD9}, {-1, (byte) 0xD8, -1, (byte) 0xDA, 0}}) {
            byte[] longer = Arrays.copyOf(file, file.length + stray.length);
            System.arraycopy(stray, 0, longer, file.length, stray.length);
            assertThat(JpegCodestream.parse(longer).file("YBR_FULL_422")).contains(file);
        }
    }

    /** Fill bytes before EOI belong to it (B.1.1.2). */
    @Test
    void fillBytesBeforeItStay() throws Exception {
        byte[] file = JpegFiles.baseline();
        byte[] filled = Arrays.copyOf(file, file.length + 1);
        filled[file.length - 1] = -1;
        filled[file.length] = (byte) 0xD9;
        assertThat(JpegCodestream.parse(filled).file("YBR_FULL_422")).contains(filled);
    }

    @Test
    void rgbByNameNeedsNoMarker() throws Exception {
        byte[] file = named(full(unmarked()));
        assertThat(JpegCodestream.parse(file).file("RGB")).contains(file);
        byte[] jfif = named(full(JpegFiles.baseline()));
        assertThat(JpegCodestream.parse(jfif).file("RGB")).contains(jfif);
        assertThat(colour(jfif, "RGB")).isEqualTo("YBR_FULL");
    }

    @Test
    void rgbThatViewersWouldMistakeIsMarked() throws Exception {
        byte[] file = full(unmarked());
        byte[] marked = JpegCodestream.parse(file).file("RGB").orElseThrow();
        assertThat(marked).isEqualTo(JpegFiles.marked(full(JpegFiles.baseline()), JpegFiles.adobe(0)));
        assertThat(JpegCodestream.parse(file).file("YBR_FULL")).contains(file);
    }

    /** libjpeg believes JFIF and not Adobe: no marker makes that right. */
    @Test
    void contradictingMarkersAndOtherProcessesAreNoFile() throws Exception {
        byte[] file = JpegFiles.baseline();
        byte[] both = JpegFiles.marked(file, JpegFiles.jfif(file), JpegFiles.adobe(0));
        assertThat(JpegCodestream.parse(both).file("RGB")).isEmpty();
        assertThat(JpegCodestream.parse(JpegFiles.read("progressive-420.jpg")).file("YBR_FULL"))
                .isEmpty();
    }

    @Test
    void whatIsNoCodestreamIsRefused() throws IOException {
        byte[] file = JpegFiles.baseline();
        assertRefused(new byte[0], "does not start with SOI");
        assertRefused(Arrays.copyOfRange(file, 2, file.length), "does not start with SOI");
        assertRefused(Arrays.copyOf(file, file.length - 2), "ends before its EOI");
        assertRefused(new byte[] {-1, (byte) 0xD8, -1, (byte) 0xD9}, "without frame header");
        assertRefused(new byte[] {-1, (byte) 0xD8, -1, (byte) 0xFE, 0, 1, 0, 0}, "ends before its EOI");
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> JpegCodestream.parse(bytes))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }
}
