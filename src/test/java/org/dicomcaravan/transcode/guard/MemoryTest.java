package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.OneDecoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that runs out costs the instance that needs it, and not the one that asked at the wrong time. */
@Timeout(30)
class MemoryTest {

    private static final String TO_NATIVE = "application/dicom; transfer-syntax=1.2.840.10008.1.2.1";
    private static final int SIDE = 1024;

    private final AtomicInteger decoded = new AtomicInteger();
    private int failing;
    private int failures;
    private Runnable beforeSecondTry = () -> {};
    private final TranscoderChain chain = TranscoderChain.load(
            getClass().getClassLoader(),
            Codecs.of(List.of(new OneDecoder(SmallDicom.JPEG_2000, this::decode)), List.of()),
            Limits.defaults());

    /** Needs more than any heap has, some times from a certain frame on. */
    private DecodedFrame decode(byte[] codestream, Object declared) {
        int call = decoded.incrementAndGet();
        if (call >= failing && call < failing + failures) {
            assertThat(new long[Integer.MAX_VALUE]).isEmpty();
        }
        if (call == failing + failures) {
            beforeSecondTry.run();
        }
        byte[] samples = new byte[SIDE * SIDE];
        java.util.Arrays.fill(samples, codestream[0]);
        return new DecodedFrame(SIDE, SIDE, 1, 8, 8, false, "MONOCHROME2", samples);
    }

    private static byte[] file() {
        return SmallDicom.instance(SmallDicom.JPEG_2000)
                .grey(SIDE, SIDE, 3, 8)
                .fragments(new byte[] {1, 0}, new byte[] {2, 0}, new byte[] {3, 0})
                .file();
    }

    private void runsOutAtCall(int call, int times) {
        decoded.set(0);
        failing = call;
        failures = times;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFrameIsMadeOnceMore(int call) throws Exception {
        List<Chains.Made> right = Chains.make(chain, file(), "image/png");
        runsOutAtCall(call, 1);

        List<Chains.Made> made = Chains.make(chain, file(), "image/png");

        assertThat(made).extracting(Chains.Made::name).containsExactly("/1.png", "/2.png", "/3.png");
        for (int i = 0; i < 3; i++) {
            assertThat(made.get(i).bytes()).isEqualTo(right.get(i).bytes());
        }
    }

    /** The second call is of the first frame again, while the content is read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aContentGoesOnFromWhereItWas(int call) throws Exception {
        byte[] right = Chains.make(chain, file(), TO_NATIVE).get(0).bytes();
        runsOutAtCall(call, 1);

        assertThat(Chains.make(chain, file(), TO_NATIVE).get(0).bytes()).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatNeedsMoreThanThereIsFails(int call) {
        runsOutAtCall(call, 2);

        assertThatThrownBy(() -> Chains.make(chain, file(), "image/png"))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("needs more memory for this instance than the server has")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(8));
    }

    @Test
    void aContentThatNeedsMoreThanThereIsFails() {
        runsOutAtCall(3, 2);

        assertThatThrownBy(() -> Chains.make(chain, file(), TO_NATIVE))
                .hasMessageContaining("needs more memory for this instance than the server has")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(8));
    }

    /** The second try has the memory for all frames to itself. */
    @Test
    void theSecondTryWaitsForTheOthers() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean alone = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        beforeSecondTry = () -> alone.set(closed.get());
        CompletableFuture<List<Chains.Made>> second;
        try (Outputs first = chain.transcode(ByteSource.of(file()), Chains.format(chain, "image/png"), () -> false)) {
            assertThat(first.hasNext()).isTrue();
            runsOutAtCall(1, 1);
            second = CompletableFuture.supplyAsync(() -> {
                started.countDown();
                try {
                    return Chains.make(chain, file(), "image/png");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            started.await();
            org.awaitility.Awaitility.await().until(() -> decoded.get() == 1);
            closed.set(true);
        }

        assertThat(second.get()).hasSize(3);
        assertThat(alone).isTrue();
    }
}
