package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameMemoryTest {

    private static final int MIB = 1 << 20;

    /** Three copies of 4 MiB, and no room for a fourth. */
    private final FrameMemory memory = new FrameMemory(4 * MIB, 12 * MIB);

    @Test
    void aFrameBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> memory.share(() -> {}).hold(4 * MIB + 1, 0, 0))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContainingAll("4194305", "4194304");
    }

    @Test
    void aCodestreamBeyondTheLimitIsRefusedHoweverSmallItsFrame() {
        assertThatThrownBy(() -> memory.share(() -> {}).hold(1, 4 * MIB + 1, 0))
                .isInstanceOf(DicomException.class)
                .hasMessageContainingAll("codestream", "4194305", "4194304");
    }

    /** Two decoders that need five times the samples, and the samples, are all there is. */
    @Test
    void whatADecoderWorksWithCountsToo() throws Exception {
        List<FrameMemory.Share> shares = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            shares.add(memory.share(FrameMemoryTest::unexpected));
            shares.get(i).hold(MIB, 0, 5 * MIB);
        }
        Thread waiter = Thread.currentThread();
        assertThatThrownBy(() -> memory.share(waiter::interrupt).hold(0, 1, 0))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        shares.forEach(FrameMemory.Share::close);
    }

    /** Four times two copies of 1.5 MiB are all there is. */
    @Test
    void codestreamsCountToo() throws Exception {
        List<FrameMemory.Share> shares = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            shares.add(memory.share(FrameMemoryTest::unexpected));
            shares.get(i).hold(0, 3 * MIB / 2, 0);
        }
        Thread waiter = Thread.currentThread();
        assertThatThrownBy(() -> memory.share(waiter::interrupt).hold(0, 1, 0))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        shares.forEach(FrameMemory.Share::close);
    }

    @Test
    void smallFramesAreInWorkTogetherAndOneInstanceNeverWaitsForItself() throws Exception {
        try (FrameMemory.Share one = memory.share(FrameMemoryTest::unexpected);
                FrameMemory.Share two = memory.share(FrameMemoryTest::unexpected)) {
            one.hold(2 * MIB, 0, 0);
            two.hold(2 * MIB, 0, 0);
            one.hold(2 * MIB, 0, 0);
        }
        try (FrameMemory.Share all = memory.share(FrameMemoryTest::unexpected)) {
            all.hold(4 * MIB, 0, 0);
        }
    }

    private static void unexpected() {
        throw new AssertionError("waited");
    }

    @Test
    void whoeverExceedsItWaitsAndSaysSo() throws Exception {
        FrameMemory.Share first = memory.share(FrameMemoryTest::unexpected);
        first.hold(4 * MIB, 0, 0);
        AtomicInteger waits = new AtomicInteger();
        FutureTask<Boolean> second = start(() -> {
            try (FrameMemory.Share share = memory.share(waits::incrementAndGet)) {
                share.hold(MIB, 0, 0);
            }
            return true;
        });
        await().untilAtomic(waits, org.hamcrest.Matchers.greaterThan(1));
        assertThat(second.isDone()).isFalse();
        first.close();
        assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (FrameMemory.Share first = memory.share(FrameMemoryTest::unexpected)) {
            first.hold(4 * MIB, 0, 0);
            Thread waiter = Thread.currentThread();
            assertThatThrownBy(() -> memory.share(waiter::interrupt).hold(1, 0, 0))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void oneFrameThatNeedsMoreThanAllIsInWorkAlone() throws Exception {
        FrameMemory tight = new FrameMemory(4 * MIB, 5 * MIB);
        try (FrameMemory.Share share = tight.share(FrameMemoryTest::unexpected)) {
            share.hold(4 * MIB, 0, 0);
        }
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
