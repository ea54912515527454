package org.dicomcaravan.codec.rle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

class RleRoundTripTest {

    private static final int[] WORDS = {8, 16, 32};

    @Property(tries = 300)
    void encodedSamplesComeBack(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 300) int columns,
            @ForAll @IntRange(min = 0, max = 2) int word,
            @ForAll boolean colour,
            @ForAll @IntRange(min = 1, max = 256) int values,
            @ForAll long seed)
            throws IOException, DicomException {
        int allocated = WORDS[word];
        FrameShape shape = RleDecoderTest.shape(rows, columns, colour ? 3 : 1, allocated);
        byte[] samples = new byte
                [(int) DecodedFrame.bytes(
                        rows, columns, shape.samplesPerPixel(), allocated, shape.photometricInterpretation())];
        Random random = new Random(seed);
        for (int i = 0; i < samples.length; i++) {
            // Few values make runs, many make literals.
            samples[i] = (byte) random.nextInt(values);
        }
        DecodedFrame frame = new DecodedFrame(
                rows,
                columns,
                shape.samplesPerPixel(),
                allocated,
                allocated,
                false,
                shape.photometricInterpretation(),
                samples);

        EncodedFrame encoded = new RleEncoder().encode(frame, shape, TransferSyntax.RLE);

        assertThat(encoded.lossyMethod()).isEmpty();
        assertThat(encoded.codestream().length).isEven().isLessThanOrEqualTo(64 + 2 * samples.length + 30);
        assertThat(new RleDecoder()
                        .decode(encoded.codestream(), shape, TransferSyntax.RLE)
                        .samples())
                .isEqualTo(samples);
    }

    /** Neither a byte a bit nor eight bits a byte is read by DCMTK 3.6.7, GDCM 3.0.21 and pydicom 3.0. */
    @Test
    void singleBitsAreRefused() {
        FrameShape shape = RleDecoderTest.shape(1, 8, 1, 1);
        assertThatThrownBy(
                        () -> new RleEncoder().encode(DecodedFrame.of(new byte[1], shape), shape, TransferSyntax.RLE))
                .isInstanceOf(DicomException.class)
                .hasMessageContainingAll("single bits", "G.2");
    }

    @Property(tries = 500)
    void damagedCodestreamsNeverDoMoreThanFail(@ForAll byte[] body, @ForAll @IntRange(min = 1, max = 4) int segments)
            throws IOException {
        byte[] codestream = new byte[64 + body.length];
        codestream[0] = (byte) segments;
        for (int i = 0; i < segments; i++) {
            codestream[4 + 4 * i] = (byte) (64 + i);
        }
        System.arraycopy(body, 0, codestream, 64, body.length);
        FrameShape shape = RleDecoderTest.shape(7, 9, 1, 8 * Integer.highestOneBit(segments));
        try {
            DecodedFrame frame = new RleDecoder().decode(codestream, shape, TransferSyntax.RLE);
            assertThat(frame.rows()).isEqualTo(7);
        } catch (DicomException e) {
            assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID);
        }
    }
}
