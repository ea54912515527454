package org.dicomcaravan.codec.jpeglossless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

class LosslessRoundTripTest {

    @Property(tries = 400)
    void encodedSamplesComeBack(
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 300) int columns,
            @ForAll @IntRange(min = 2, max = 16) int stored,
            @ForAll boolean colour,
            @ForAll boolean signed,
            @ForAll @IntRange(min = 1, max = 7) int predictor,
            @ForAll @IntRange(min = 0, max = 16) int noise,
            @ForAll long seed)
            throws IOException, DicomException {
        int allocated = stored > 8 || seed % 2 == 0 ? 16 : 8;
        FrameShape shape = LosslessFrames.shape(rows, columns, colour ? 3 : 1, allocated, stored, signed);
        check(LosslessFrames.frame(shape, Math.min(noise, stored), seed), shape, predictor);
    }

    /** Differences of exactly half the range have a category of their own. */
    @Test
    void theLargestDifferences() throws IOException, DicomException {
        FrameShape shape = LosslessFrames.shape(4, 4, 1, 16, 16, false);
        int[] values = {0, 0x8000, 0, 0xFFFF, 0x7FFF, 0xFFFF, 0x8000, 0x8000, 0, 0xFFFF, 0, 1, 0x8001, 0x8000, 0x7FFF, 0
        };
        for (int predictor = 1; predictor <= 7; predictor++) {
            check(LosslessFrames.frame(shape, values), shape, predictor);
        }
    }

    @Test
    void whatIsBeyondBitsStored() throws IOException, DicomException {
        FrameShape grey = LosslessFrames.shape(2, 3, 1, 16, 12, false);
        check(LosslessFrames.frame(grey, 1, 2, 0xF003, 4, 5, 0x1006), grey, 1);
        FrameShape signed = LosslessFrames.shape(2, 3, 1, 16, 12, true);
        check(LosslessFrames.frame(signed, -1, 0, -2048, 2047, 3, -4), signed, 4);
        FrameShape bytes = LosslessFrames.shape(2, 3, 1, 8, 1, false);
        check(LosslessFrames.frame(bytes, 0, 1, 1, 0, 1, 1), bytes, 7);
        check(LosslessFrames.frame(bytes, 0, 255, 1, 0, 1, 128), bytes, 7);
    }

    private static void check(DecodedFrame frame, FrameShape shape, int predictor) throws IOException, DicomException {
        LosslessJpegEncoder encoder = new LosslessJpegEncoder();
        encoder.configure(Map.of("predictor", Integer.toString(predictor)));
        EncodedFrame encoded = encoder.encode(frame, shape, TransferSyntax.JPEG_LOSSLESS);
        assertThat(encoded.lossyMethod()).isEmpty();
        assertThat(encoded.photometricInterpretation()).isEqualTo(frame.photometricInterpretation());
        DecodedFrame decoded =
                new LosslessJpegDecoder().decode(encoded.codestream(), shape, TransferSyntax.JPEG_LOSSLESS);
        assertThat(decoded.samples()).isEqualTo(frame.samples());
        assertThat(decoded.photometricInterpretation()).isEqualTo(frame.photometricInterpretation());
    }
}
