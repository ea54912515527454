package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomcaravan.codec.jpeg.JpegDecoder;
import org.dicomcaravan.codec.jpeg.SlowJpeg;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each codec of ours ends when its thread is interrupted, and looks often enough for that. */
@Timeout(120)
class CancellationTest {

    private static final int SIDE = 512;

    private static final Codecs CODECS = Codecs.load(CancellationTest.class.getClassLoader());

    private record Case(String syntax, FrameShape shape) {

        @Override
        public String toString() {
            return "%s of %d samples of %d bits".formatted(syntax, shape.samplesPerPixel(), shape.bitsStored());
        }
    }

    private static Case of(TransferSyntax syntax, int samples, int allocated, int stored) {
        String photometric = samples == 3 ? "RGB" : "MONOCHROME2";
        return new Case(
                syntax.uid(),
                new FrameShape(SIDE, SIDE, samples, allocated, stored, stored - 1, false, false, photometric, false));
    }

    static Stream<Case> cases() {
        return Stream.of(
                of(TransferSyntax.RLE, 1, 16, 12),
                of(TransferSyntax.RLE, 3, 8, 8),
                of(TransferSyntax.JPEG_BASELINE, 1, 8, 8),
                of(TransferSyntax.JPEG_BASELINE, 3, 8, 8),
                of(TransferSyntax.JPEG_EXTENDED, 1, 16, 12),
                of(TransferSyntax.JPEG_EXTENDED, 3, 16, 12),
                of(TransferSyntax.JPEG_LOSSLESS, 1, 16, 16),
                of(TransferSyntax.JPEG_LOSSLESS_SV1, 3, 8, 8),
                of(TransferSyntax.JPEG_LS, 1, 16, 12),
                of(TransferSyntax.JPEG_LS, 3, 8, 8),
                of(TransferSyntax.JPEG_LS_NEAR_LOSSLESS, 1, 8, 8),
                of(TransferSyntax.JPEG_2000_LOSSLESS, 1, 16, 12),
                of(TransferSyntax.JPEG_2000, 1, 16, 12),
                of(TransferSyntax.HTJ2K_LOSSLESS_RPCL, 1, 16, 12),
                of(TransferSyntax.HTJ2K, 1, 16, 12),
                of(TransferSyntax.DEFLATED_FRAME, 3, 16, 16));
    }

    private static DecodedFrame noise(FrameShape shape) {
        byte[] samples = new byte[SIDE * SIDE * shape.samplesPerPixel() * shape.bitsAllocated() / 8];
        new Random(1).nextBytes(samples);
        for (int high = 1; high < samples.length && shape.bitsStored() == 12; high += 2) {
            samples[high] &= 0xF;
        }
        return DecodedFrame.of(samples, shape);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void encodersEnd(Case tested) throws Exception {
        DecodedFrame frame = noise(tested.shape());
        FrameEncoder encoder = CODECS.encoder(tested.syntax()).orElseThrow();
        Interruptions.assertLooks(
                leastLooks(tested), () -> encoder.encode(frame, tested.shape(), TransferSyntax.of(tested.syntax())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodersEnd(Case tested) throws Exception {
        TransferSyntax syntax = TransferSyntax.of(tested.syntax());
        byte[] codestream = CODECS.encoder(syntax.uid())
                .orElseThrow()
                .encode(noise(tested.shape()), tested.shape(), syntax)
                .codestream();
        FrameDecoder decoder = CODECS.decoder(syntax.uid()).orElseThrow();
        Interruptions.assertLooks(leastLooks(tested), () -> decoder.decode(codestream, tested.shape(), syntax));
    }

    /** Deflate is quick, and done in pieces of a MiB; all others look at each row of blocks at least. */
    private static int leastLooks(Case tested) {
        return tested.syntax().equals(TransferSyntax.DEFLATED_FRAME.uid()) ? 2 : SIDE / 8;
    }

    @Test
    void coloursArePlacedAndTurnedInStretches() throws Exception {
        FrameShape ybr = new FrameShape(SIDE, SIDE, 3, 8, 8, 7, false, true, "YBR_FULL", false);
        DecodedFrame bytes = DecodedFrame.of(new byte[SIDE * SIDE * 3], ybr);
        Interruptions.assertLooks(4, () -> YbrFull.toRgb(bytes));
        Interruptions.assertLooks(4, () -> DecodedFrame.ofNative(bytes.samples(), ybr));
        DecodedFrame words = new DecodedFrame(SIDE, SIDE, 3, 16, 12, false, "YBR_FULL", new byte[SIDE * SIDE * 6]);
        Interruptions.assertLooks(4, () -> YbrFull.toRgb(words));
        DecodedFrame halved = new DecodedFrame(SIDE, SIDE, 3, 8, 8, false, "YBR_FULL_422", new byte[SIDE * SIDE * 2]);
        Interruptions.assertLooks(2, () -> YbrFull.replicated(halved));
    }

    /** Codes that mean nothing (G.3.1) are as many as a codestream likes. */
    @Test
    void nothingAtAllEndsToo() throws Exception {
        byte[] codestream = new byte[64 + (1 << 20)];
        codestream[0] = 1;
        codestream[4] = 64;
        Arrays.fill(codestream, 64, codestream.length - 2, (byte) 0x80);
        codestream[codestream.length - 2] = 0;
        FrameShape shape = new FrameShape(1, 1, 1, 8, 8, 7, false, false, "MONOCHROME2", false);
        Interruptions.assertLooks(
                100,
                () -> CODECS.decoder(TransferSyntax.RLE.uid())
                        .orElseThrow()
                        .decode(codestream, shape, TransferSyntax.RLE));
    }

    /** Each of 90 scans costs libjpeg a pass over all pixels, so that a small file takes seconds. */
    @Test
    void progressiveScansOfNothingEnd() throws Exception {
        int side = 2048;
        byte[] codestream = SlowJpeg.progressive(side, 8, 90);
        FrameShape shape = new FrameShape(side, side, 1, 8, 8, 7, false, false, "MONOCHROME2", false);
        FutureTask<DecodedFrame> decoding =
                new FutureTask<>(() -> new JpegDecoder().decode(codestream, shape, TransferSyntax.JPEG_PROGRESSIVE));
        Thread thread = new Thread(decoding);
        thread.start();
        await().until(() -> Arrays.stream(thread.getStackTrace())
                .anyMatch(place -> place.getMethodName().equals("readImage")));
        long interrupted = System.nanoTime();
        thread.interrupt();
        thread.join();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - interrupted))
                .isLessThan(5_000);
        assertThat(catchCause(decoding)).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void progressiveScansOfTwelveBitsEnd() throws Exception {
        int side = 1024;
        byte[] codestream = SlowJpeg.progressive(side, 12, 90);
        FrameShape shape = new FrameShape(side, side, 1, 16, 12, 11, false, false, "MONOCHROME2", false);
        Interruptions.assertLooks(
                90 * side / 8, () -> new JpegDecoder().decode(codestream, shape, TransferSyntax.JPEG_PROGRESSIVE));
    }

    private static Throwable catchCause(FutureTask<?> task) throws InterruptedException {
        try {
            task.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
