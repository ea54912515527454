package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances whose pixels are decoded or encoded on their way to another transfer syntax. */
@Timeout(60)
class RecodingTest extends DicomOutputs {

    /** A frame of 1.6 GB out of a handful of bytes: it costs this instance, and no memory. */
    @Test
    void aHugeFrameIsRefusedByItsDeclaredSize() {
        byte[] file = SmallDicom.instance(SmallDicom.RLE)
                .image(40_000, 40_000, 1, 8, 1, "MONOCHROME2", 0)
                .fragments(new byte[64])
                .file();
        for (String target : new String[] {in(SmallDicom.EXPLICIT), "image/png", "image/jpeg"}) {
            assertThatThrownBy(() -> Chains.make(chain, file, target))
                    .hasMessageContainingAll("1600000000 bytes", "limit")
                    .satisfies(thrown ->
                            assertThat(TranscodeException.code(thrown).number()).isEqualTo(3));
        }
    }

    @Test
    void rleBecomesNativeAndIsDescribed() throws Exception {
        byte[] rgb = {1, 2, 3, 4, 5, 6};
        byte[] planes = {1, 4, 2, 5, 3, 6};
        byte[] file = SmallDicom.instance(SmallDicom.RLE)
                .image(1, 2, 1, 8, 3, "RGB", 1)
                .fragments(rle(planes, 3))
                .file();

        byte[] made = make(file, in(SmallDicom.EXPLICIT));

        assertThat(syntaxOf(made)).isEqualTo(SmallDicom.EXPLICIT);
        assertThat(value(made, Tag.PIXEL_DATA)).isEqualTo(rgb);
        assertThat(value(made, Tag.PLANAR_CONFIGURATION)).isEqualTo(new byte[] {0, 0});
    }

    @Test
    void nativeBecomesRleAndBackAgain() throws Exception {
        byte[] samples = words(3 * 600 * 600);
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(600, 600, 3, 16)
                .element(0x7FE00010, "OW", samples)
                .file();

        byte[] encoded = make(file, in(SmallDicom.RLE));

        assertThat(syntaxOf(encoded)).isEqualTo(SmallDicom.RLE);
        try (DicomObject object = DicomObject.open(ByteSource.of(encoded))) {
            Element pixels = object.dataSet().get(Tag.PIXEL_DATA).orElseThrow();
            assertThat(pixels.fragments().size()).isEqualTo(3);
            assertThat(object.dataSet().contains(0x00282110)).isFalse();
        }
        byte[] decoded = make(encoded, in(SmallDicom.EXPLICIT));
        assertThat(value(decoded, Tag.PIXEL_DATA)).isEqualTo(samples);
        assertThat(Arrays.copyOfRange(decoded, decoded.length - samples.length, decoded.length))
                .isEqualTo(samples);
    }

    @Test
    void bitsStoredSaysWhatJpegHolds() throws Exception {
        byte[] samples = words(64);
        for (int high = 1; high < samples.length; high += 2) {
            samples[high] &= 0x0F;
        }
        byte[] jpeg = make(grey16(SmallDicom.EXPLICIT, 8, samples).file(), in("1.2.840.10008.1.2.4.51"));

        assertThat(value(jpeg, Tag.BITS_ALLOCATED)).containsExactly(16, 0);
        assertThat(value(jpeg, Tag.BITS_STORED)).containsExactly(12, 0);
        assertThat(value(jpeg, Tag.HIGH_BIT)).containsExactly(11, 0);
        assertThat(value(jpeg, Tag.LOSSY_IMAGE_COMPRESSION_METHOD))
                .isEqualTo("ISO_10918_1 ".getBytes(StandardCharsets.US_ASCII));
    }

    /** They hold three samples a pixel: both pixels of a pair get its chroma. Native frames keep two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                SmallDicom.RLE,
                "1.2.840.10008.1.2.4.57",
                "1.2.840.10008.1.2.4.70",
                "1.2.840.10008.1.2.4.80",
                "1.2.840.10008.1.2.8.1"
            })
    void halvedChromaIsRepeatedForWhatIsLossless(String syntax) throws Exception {
        byte[] pairs = {10, 20, 30, 40, 50, 60, 70, 80};
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .image(2, 2, 1, 8, 3, "YBR_FULL_422", 0)
                .element(0x7FE00010, "OB", pairs)
                .file();

        byte[] encoded = make(file, in(syntax));

        assertThat(value(encoded, Tag.PHOTOMETRIC_INTERPRETATION))
                .isEqualTo("YBR_FULL".getBytes(StandardCharsets.US_ASCII));
        assertThat(value(make(encoded, in(SmallDicom.EXPLICIT)), Tag.PIXEL_DATA))
                .containsExactly(10, 30, 40, 20, 30, 40, 50, 70, 80, 60, 70, 80);
        assertThat(value(make(file, in(SmallDicom.IMPLICIT)), Tag.PIXEL_DATA)).isEqualTo(pairs);
        // Not compressed, so as native.
        assertThat(value(make(file, in("1.2.840.10008.1.2.1.98")), Tag.PHOTOMETRIC_INTERPRETATION))
                .isEqualTo("YBR_FULL_422".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void jpeg2000HoldsWholeChromaToo() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .image(1, 2, 1, 8, 3, "YBR_FULL_422", 0)
                .element(0x7FE00010, "OB", new byte[] {10, 20, 30, 40})
                .file();
        assertThat(value(make(file, in(SmallDicom.JPEG_2000)), Tag.PHOTOMETRIC_INTERPRETATION))
                .isEqualTo("YBR_FULL".getBytes(StandardCharsets.US_ASCII));
    }

    /** RLE (PS3.5 G) with one literal run a segment. */
    private static byte[] rle(byte[] planes, int segments) {
        int size = planes.length / segments;
        int stride = 1 + size + (1 + size) % 2;
        ByteBuffer frame = ByteBuffer.allocate(64 + segments * stride).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        frame.putInt(segments);
        for (int i = 0; i < segments; i++) {
            frame.putInt(64 + i * stride);
        }
        for (int i = 0; i < segments; i++) {
            frame.position(64 + i * stride);
            frame.put((byte) (size - 1)).put(planes, i * size, size);
        }
        return frame.array();
    }
}
