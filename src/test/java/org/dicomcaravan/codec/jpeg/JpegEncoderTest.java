package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegEncoderTest {

    private static final int SIDE = 33;

    private final JpegEncoder encoder = new JpegEncoder();

    private static FrameShape shape(int samples, String photometric) {
        return JpegFiles.shape(SIDE, SIDE, samples, photometric);
    }

    /** A gentle ramp in each sample. */
    private static DecodedFrame ramp(int samples, String photometric) {
        byte[] bytes = new byte[SIDE * SIDE * samples];
        for (int i = 0; i < bytes.length; i++) {
            int pixel = i / samples;
            bytes[i] = (byte) (3 * (pixel % SIDE) + 2 * (pixel / SIDE) + 20 * (i % samples));
        }
        return new DecodedFrame(SIDE, SIDE, samples, 8, 8, false, photometric, bytes);
    }

    private DecodedFrame roundTrip(DecodedFrame frame, FrameShape shape, String photometric)
            throws IOException, DicomException {
        EncodedFrame encoded = encoder.encode(frame, shape, TransferSyntax.JPEG_BASELINE);
        assertThat(encoded.lossyMethod()).contains("ISO_10918_1");
        assertThat(encoded.photometricInterpretation()).isEqualTo(photometric);
        return new JpegDecoder()
                .decode(
                        encoded.codestream(),
                        shape.withPhotometricInterpretation(photometric),
                        TransferSyntax.JPEG_BASELINE);
    }

    private static int farthest(byte[] a, byte[] b) {
        int farthest = 0;
        for (int i = 0; i < a.length; i++) {
            farthest = Math.max(farthest, Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)));
        }
        return farthest;
    }

    @Test
    void greyStaysOneComponent() throws Exception {
        DecodedFrame frame = ramp(1, "MONOCHROME1");
        DecodedFrame back = roundTrip(frame, shape(1, "MONOCHROME1"), "MONOCHROME1");
        assertThat(farthest(frame.samples(), back.samples())).isLessThan(6);
    }

    @Test
    void colourIsYbrFull422() throws Exception {
        DecodedFrame frame = ramp(3, "RGB");
        DecodedFrame back = roundTrip(frame, shape(3, "RGB"), "YBR_FULL_422");
        assertThat(back.photometricInterpretation()).isEqualTo("YBR_FULL");
        assertThat(farthest(frame.samples(), YbrFull.toRgb(back).samples())).isLessThan(12);
    }

    @Test
    void ybrFullIsTheSameColours() throws Exception {
        DecodedFrame ybr = ramp(3, "YBR_FULL");
        for (int i = 0; i < ybr.samples().length; i += 3) {
            ybr.samples()[i] = (byte) (90 + i / 3 % SIDE);
            ybr.samples()[i + 1] = (byte) (118 + i / 200);
            ybr.samples()[i + 2] = (byte) (140 - i / 200);
        }
        DecodedFrame back = roundTrip(ybr, shape(3, "YBR_FULL"), "YBR_FULL_422");
        assertThat(farthest(ybr.samples(), back.samples())).isLessThan(12);
    }

    /** Sampling factors 2x1, 1x1, 1x1, as the name YBR_FULL_422 says (PS3.3 C.7.6.3.1.2). */
    @Test
    void chromaIsHalvedAcross() throws Exception {
        byte[] codestream = encoder.encode(ramp(3, "RGB"), shape(3, "RGB"), TransferSyntax.JPEG_BASELINE)
                .codestream();
        int header = JpegFiles.frameHeader(codestream);
        assertThat(new int[] {codestream[header + 7], codestream[header + 10], codestream[header + 13]})
                .containsExactly(0x21, 0x11, 0x11);
    }

    @Test
    void bitsThatAreNotStoredDoNotSpread() throws Exception {
        DecodedFrame frame = ramp(1, "MONOCHROME2");
        byte[] low = frame.samples().clone();
        for (int i = 0; i < low.length; i++) {
            low[i] &= 0x7F;
            frame.samples()[i] = (byte) (low[i] | i % 3 / 2 << 7);
        }
        FrameShape shape = new FrameShape(SIDE, SIDE, 1, 8, 7, 6, false, false, "MONOCHROME2", false);
        assertThat(farthest(low, roundTrip(frame, shape, "MONOCHROME2").samples()))
                .isLessThan(30);
    }

    /** PS3.5 Table 8.2.1-1: Bits Stored 8, High Bit 7. Six bits that begin at bit 2 become the same numbers in eight. */
    @Test
    void fewerBitsBecomeEight() throws Exception {
        DecodedFrame low = ramp(1, "MONOCHROME2");
        DecodedFrame high = ramp(1, "MONOCHROME2");
        for (int i = 0; i < low.samples().length; i++) {
            low.samples()[i] &= 0x3F;
            high.samples()[i] = (byte) (low.samples()[i] << 2 | 1);
        }
        FrameShape fromZero = new FrameShape(SIDE, SIDE, 1, 8, 6, 5, false, false, "MONOCHROME2", false);
        FrameShape fromTwo = new FrameShape(SIDE, SIDE, 1, 8, 6, 7, false, false, "MONOCHROME2", false);
        EncodedFrame encoded = encoder.encode(low, fromZero, TransferSyntax.JPEG_BASELINE);
        assertThat(encoded.bitsStored()).hasValue(8);
        EncodedFrame shifted = encoder.encode(high, fromTwo, TransferSyntax.JPEG_BASELINE);
        assertThat(shifted.bitsStored()).hasValue(8);
        assertThat(shifted.codestream()).isEqualTo(encoded.codestream());
        assertThat(encoder.encode(low, shape(1, "MONOCHROME2"), TransferSyntax.JPEG_BASELINE)
                        .bitsStored())
                .isEmpty();
    }

    @Test
    void qualityIsASetting() throws Exception {
        int before = encoder.encode(ramp(1, "MONOCHROME2"), shape(1, "MONOCHROME2"), TransferSyntax.JPEG_BASELINE)
                .codestream()
                .length;
        encoder.configure(Map.of("quality", "10"));
        assertThat(encoder.encode(ramp(1, "MONOCHROME2"), shape(1, "MONOCHROME2"), TransferSyntax.JPEG_BASELINE)
                        .codestream())
                .hasSizeLessThan(before);
        assertThatThrownBy(() -> encoder.configure(Map.of("quality", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"0\"");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        FrameShape words = new FrameShape(1, 1, 1, 16, 12, 11, false, false, "MONOCHROME2", false);
        assertRefused(
                new DecodedFrame(1, 1, 1, 16, 12, false, "MONOCHROME2", new byte[2]),
                words,
                "samples of 12 bits in 16");
        FrameShape grey = JpegFiles.shape(1, 1, 1, "MONOCHROME2");
        assertRefused(new DecodedFrame(1, 1, 1, 8, 8, true, "MONOCHROME2", new byte[] {-1}), grey, "signed samples");
        assertRefused(new DecodedFrame(1, 1, 1, 8, 8, false, "PALETTE COLOR", new byte[1]), grey, "PALETTE COLOR");
    }

    /** Chroma of a JPEG is around 128, of six bits around 32; what shows it would take most of it for overshoot. */
    @ParameterizedTest
    @CsvSource({"RGB, 6, 5", "YBR_FULL, 7, 6", "RGB, 7, 7"})
    void colourHasAllBits(String photometric, int stored, int high) {
        FrameShape few = new FrameShape(1, 1, 3, 8, stored, high, false, false, photometric, false);
        assertRefused(
                new DecodedFrame(1, 1, 3, 8, stored, false, photometric, new byte[3]),
                few,
                "%s with %d bits stored, the highest one bit %d; this JPEG holds it with 8"
                        .formatted(photometric, stored, high));
    }

    private void assertRefused(DecodedFrame frame, FrameShape shape, String message) {
        assertThatThrownBy(() -> encoder.encode(frame, shape, TransferSyntax.JPEG_BASELINE))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }
}
