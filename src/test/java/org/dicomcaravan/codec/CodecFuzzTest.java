package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Codestreams as a coverage-guided fuzzer makes them. As a plain test each target runs over its kept inputs, the files in
 * {@code CodecFuzzTestInputs} (seeds, and whatever once was a finding). With {@code JAZZER_FUZZ=1} in the environment,
 * one target at a time looks for new ones: {@code JAZZER_FUZZ=1 ./mvnw test -Dtest='CodecFuzzTest#rle'}.
 *
 * <p>An input is {@value #HEADER} bytes that describe the frame, then its codestream. A decoder may refuse it or decode
 * it; anything else is a finding.
 */
class CodecFuzzTest {

    private static final int HEADER = 4;
    private static final long MOST_MILLIS = 10_000;

    private final Codecs codecs = Codecs.load(getClass().getClassLoader());

    @FuzzTest(maxDuration = "10s")
    void rle(byte[] input) throws IOException {
        decode(TransferSyntax.RLE, input);
    }

    @FuzzTest(maxDuration = "10s")
    void jpegBaseline(byte[] input) throws IOException {
        decode(TransferSyntax.JPEG_BASELINE, input);
    }

    @FuzzTest(maxDuration = "10s")
    void jpegExtended(byte[] input) throws IOException {
        decode(TransferSyntax.JPEG_EXTENDED, input);
    }

    @FuzzTest(maxDuration = "10s")
    void jpegProgressive(byte[] input) throws IOException {
        decode(TransferSyntax.JPEG_PROGRESSIVE, input);
    }

    @FuzzTest(maxDuration = "10s")
    void jpegLossless(byte[] input) throws IOException {
        decode(TransferSyntax.JPEG_LOSSLESS, input);
    }

    @FuzzTest(maxDuration = "10s")
    void jpegLs(byte[] input) throws IOException {
        decode(TransferSyntax.JPEG_LS, input);
    }

    @FuzzTest(maxDuration = "10s")
    void jpeg2000(byte[] input) throws IOException {
        decode(TransferSyntax.JPEG_2000, input);
    }

    @FuzzTest(maxDuration = "10s")
    void htJpeg2000(byte[] input) throws IOException {
        decode(TransferSyntax.HTJ2K, input);
    }

    @FuzzTest(maxDuration = "10s")
    void deflatedFrame(byte[] input) throws IOException {
        decode(TransferSyntax.DEFLATED_FRAME, input);
    }

    /** The first input also waits for the fuzzer to instrument the decoder's classes, so what takes long is tried again. */
    private void decode(TransferSyntax syntax, byte[] input) throws IOException {
        if (input.length >= HEADER && millis(syntax, input) > MOST_MILLIS) {
            assertThat(millis(syntax, input)).isLessThan(MOST_MILLIS);
        }
    }

    /** Decodes it; how long that took. */
    private long millis(TransferSyntax syntax, byte[] input) throws IOException {
        FrameShape declared = shape(input);
        byte[] codestream = Arrays.copyOfRange(input, HEADER, input.length);
        FrameDecoder decoder = codecs.decoder(syntax.uid()).orElseThrow();
        long start = System.nanoTime();
        try {
            DecodedFrame frame = decoder.decode(codestream, declared, syntax);
            assertThat(frame.rows()).isEqualTo(declared.rows());
            assertThat(frame.columns()).isEqualTo(declared.columns());
            assertThat(frame.samplesPerPixel()).isEqualTo(declared.samplesPerPixel());
        } catch (DicomException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** Rows, columns, samples (2 bits), bits allocated, sign and planes (one each), and bits stored (4). */
    private static FrameShape shape(byte[] input) {
        int flags = input[2] & 0xFF;
        int allocated = (flags & 4) == 0 ? 8 : 16;
        int stored = 1 + (input[3] & 0xFF) % allocated;
        int samples = 1 + (flags & 3) % 3;
        return new FrameShape(
                1 + (input[0] & 0xFF),
                1 + (input[1] & 0xFF),
                samples,
                allocated,
                stored,
                stored - 1,
                (flags & 8) != 0,
                (flags & 16) != 0,
                samples == 1 ? "MONOCHROME2" : (flags & 32) == 0 ? "RGB" : "YBR_FULL",
                false);
    }
}
