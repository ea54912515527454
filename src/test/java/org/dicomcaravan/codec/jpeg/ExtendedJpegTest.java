package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

/** JPEG Extended through its encoder and back; what other programs read of it is in {@link ForeignDecodersTest}. */
class ExtendedJpegTest {

    private static FrameShape shape(DecodedFrame frame, int stored) {
        return new FrameShape(
                frame.rows(),
                frame.columns(),
                frame.samplesPerPixel(),
                frame.bitsAllocated(),
                stored,
                stored - 1,
                frame.signed(),
                false,
                frame.photometricInterpretation(),
                false);
    }

    private static EncodedFrame encode(DecodedFrame frame, int stored, int quality) throws IOException, DicomException {
        JpegEncoder encoder = new JpegEncoder();
        encoder.configure(Map.of("quality", Integer.toString(quality)));
        return encoder.encode(frame, shape(frame, stored), TransferSyntax.JPEG_EXTENDED);
    }

    private static DecodedFrame decode(EncodedFrame encoded, DecodedFrame like, int stored)
            throws IOException, DicomException {
        FrameShape shape = shape(like, stored).withPhotometricInterpretation(encoded.photometricInterpretation());
        return new JpegDecoder().decode(encoded.codestream(), shape, TransferSyntax.JPEG_EXTENDED);
    }

    private static int[] samples(DecodedFrame frame) {
        int word = frame.bitsAllocated() / 8;
        int[] samples = new int[frame.samples().length / word];
        for (int i = 0; i < samples.length; i++) {
            int low = frame.samples()[i * word] & 0xFF;
            samples[i] = word == 1 ? low : low | (frame.samples()[2 * i + 1] & 0xFF) << 8;
        }
        return samples;
    }

    private static int farthest(DecodedFrame a, DecodedFrame b) {
        int[] left = samples(a);
        int[] right = samples(b);
        int farthest = 0;
        for (int i = 0; i < left.length; i++) {
            farthest = Math.max(farthest, Math.abs(left[i] - right[i]));
        }
        return farthest;
    }

    /** Any values at all: noise of every strength on a plane. */
    private static DecodedFrame noise(int columns, int rows, int allocated, int stored, int strength, long seed) {
        Random random = new Random(seed);
        int top = (1 << stored) - 1;
        byte[] bytes = new byte[columns * rows * allocated / 8];
        for (int i = 0; i < columns * rows; i++) {
            int value = Math.max(0, Math.min(top, top / 3 + i % columns + random.nextInt(1 + top * strength / 100)));
            bytes[i * allocated / 8] = (byte) value;
            if (allocated == 16) {
                bytes[2 * i + 1] = (byte) (value >> 8);
            }
        }
        return new DecodedFrame(rows, columns, 1, allocated, stored, false, "MONOCHROME2", bytes);
    }

    /** Each coefficient is off by half a step at most, and moves a sample by no more than its greatest cosine. */
    private static int bound(int quality, int precision) {
        int[] steps = QuantizationTables.luma(quality, precision);
        double sum = 1;
        for (int k = 0; k < 64; k++) {
            int place = ZigZag.order()[k];
            sum += steps[k] / 2.0 * greatest(place / 8) * greatest(place % 8);
        }
        return (int) Math.ceil(sum);
    }

    private static double greatest(int frequency) {
        return frequency == 0 ? Math.sqrt(0.125) : 0.5;
    }

    @Property(tries = 300)
    void noSampleIsFartherOffThanTheStepsAllow(
            @ForAll @IntRange(min = 1, max = 70) int columns,
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 2, max = 12) int stored,
            @ForAll @IntRange(min = 1, max = 100) int quality,
            @ForAll @IntRange(max = 100) int strength,
            @ForAll long seed)
            throws IOException, DicomException {
        int allocated = stored > 8 || seed % 2 == 0 ? 16 : 8;
        DecodedFrame frame = noise(columns, rows, allocated, stored, strength, seed);
        EncodedFrame encoded = encode(frame, stored, quality);
        assertThat(encoded.lossyMethod()).contains("ISO_10918_1");
        DecodedFrame back = decode(encoded, frame, stored);
        assertThat(back.precision()).isEqualTo(allocated == 16 ? 12 : 8);
        assertThat(farthest(frame, back)).isLessThanOrEqualTo(bound(quality, back.precision()));
    }

    @Test
    void isExtendedSequentialOfTwelveBitsOrEight() throws Exception {
        FrameHeader twelve = JpegCodestream.parse(
                        encode(noise(20, 10, 16, 12, 50, 1), 12, 90).codestream())
                .frame();
        assertThat(twelve.process()).isEqualTo(FrameHeader.EXTENDED);
        assertThat(twelve.precision()).isEqualTo(12);
        FrameHeader eight = JpegCodestream.parse(
                        encode(noise(20, 10, 8, 8, 50, 1), 8, 90).codestream())
                .frame();
        assertThat(eight.process()).isEqualTo(FrameHeader.EXTENDED);
        assertThat(eight.precision()).isEqualTo(8);
    }

    @Test
    void colourIsYbrFull422() throws Exception {
        for (int columns : new int[] {1, 2, 17, 40}) {
            byte[] bytes = new byte[columns * 9 * 6];
            for (int i = 0; i < bytes.length / 2; i++) {
                int value = 300 + 20 * (i / 3 % columns) + 30 * (i / 3 / columns) + 700 * (i % 3);
                bytes[2 * i] = (byte) value;
                bytes[2 * i + 1] = (byte) (value >> 8);
            }
            DecodedFrame rgb = new DecodedFrame(9, columns, 3, 16, 12, false, "RGB", bytes);
            EncodedFrame encoded = encode(rgb, 12, 95);
            assertThat(encoded.photometricInterpretation()).isEqualTo("YBR_FULL_422");
            DecodedFrame back = decode(encoded, rgb, 12);
            assertThat(back.photometricInterpretation()).isEqualTo("YBR_FULL");
            assertThat(farthest(rgb, YbrFull.toRgb(back))).isLessThan(30);
        }
    }

    @Test
    void bitsThatAreNotStoredDoNotSpread() throws Exception {
        DecodedFrame frame = noise(30, 30, 16, 10, 5, 7);
        DecodedFrame marked = noise(30, 30, 16, 10, 5, 7);
        for (int i = 1; i < marked.samples().length; i += 6) {
            marked.samples()[i] |= (byte) 0xF4;
        }
        assertThat(encode(marked, 10, 90).codestream())
                .isEqualTo(encode(frame, 10, 90).codestream());
    }

    /** Many scanners declare 16 bits for fewer; what they use is what has to fit. */
    @Test
    void bitsThatAreDeclaredButNotUsedAreNoHindrance() throws Exception {
        assertThat(encode(word(0x0FFF, false), 16, 90).bitsStored()).hasValue(12);
        DecodedFrame frame = noise(30, 30, 16, 12, 5, 7);
        assertThat(encode(frame, 16, 90).codestream())
                .isEqualTo(encode(frame, 12, 90).codestream());
    }

    /** PS3.5 Table 8.2.1-1: Bits Stored 12, High Bit 11; a decoder may give more than ten bits for ten. */
    @Test
    void fewerBitsBecomeTwelve() throws Exception {
        DecodedFrame frame = noise(30, 30, 16, 10, 50, 7);
        EncodedFrame encoded = encode(frame, 10, 90);
        assertThat(encoded.bitsStored()).hasValue(12);
        assertThat(encoded.codestream()).isEqualTo(encode(frame, 12, 90).codestream());
        assertThat(encode(frame, 12, 90).bitsStored()).isEmpty();
    }

    /** Ten bits from bit 3 on are the same numbers as ten bits from bit 0 on. */
    @Test
    void aSampleThatStartsHigherIsMovedDown() throws Exception {
        DecodedFrame frame = noise(30, 30, 16, 10, 50, 7);
        DecodedFrame high = noise(30, 30, 16, 10, 50, 7);
        for (int i = 0; i < high.samples().length; i += 2) {
            int sample = frame.samples()[i] & 0xFF | (frame.samples()[i + 1] & 0xFF) << 8;
            high.samples()[i] = (byte) (sample << 3 | 5);
            high.samples()[i + 1] = (byte) (sample >> 5);
        }
        FrameShape fromThree = new FrameShape(30, 30, 1, 16, 10, 12, false, false, "MONOCHROME2", false);
        EncodedFrame encoded = new JpegEncoder().encode(high, fromThree, TransferSyntax.JPEG_EXTENDED);
        assertThat(encoded.bitsStored()).hasValue(12);
        assertThat(encoded.codestream()).isEqualTo(encode(frame, 12, 90).codestream());
    }

    private static DecodedFrame word(int sample, boolean signed) {
        byte[] word = {(byte) sample, (byte) (sample >> 8)};
        return new DecodedFrame(1, 1, 1, 16, 16, signed, "MONOCHROME2", word);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused(word(0x1000, false), 16, "0 to 4095");
        assertRefused(word(0x0800, true), 16, "signed samples");
        assertRefused(word(0, true), 12, "signed samples");
        assertRefused(new DecodedFrame(1, 1, 1, 32, 12, false, "MONOCHROME2", new byte[4]), 12, "bits in 32");
        assertRefused(new DecodedFrame(1, 1, 1, 16, 12, false, "PALETTE COLOR", new byte[2]), 12, "PALETTE COLOR");
        assertRefused(new DecodedFrame(1, 70_000, 1, 8, 8, false, "MONOCHROME2", new byte[70_000]), 8, "up to 65535");
    }

    private static void assertRefused(DecodedFrame frame, int stored, String message) {
        assertThatThrownBy(() -> encode(frame, stored, 90))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }
}
