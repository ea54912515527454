package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuardTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Guard guard = new Guard(Limits.defaults(), GuardTest.class.getClassLoader());
    private final Progress progress = new Progress();

    @Test
    void givesTheValueFromAnotherThread() throws Exception {
        Thread worker = guard.call("x", LONG, progress, Thread::currentThread);

        assertThat(worker).isNotSameAs(Thread.currentThread()).matches(Thread::isDaemon);
    }

    @Test
    void runsNestedWorkInPlace() throws Exception {
        boolean same = guard.call("x", LONG, progress, () -> {
            Thread outer = Thread.currentThread();
            return guard.call("x", SHORT, progress, () -> Thread.currentThread() == outer);
        });

        assertThat(same).isTrue();
    }

    @Test
    void passesOnWhatWorkMayThrow() {
        DicomException invalid = DicomException.invalid("odd");
        IOException unreadable = new IOException("gone");

        assertThatThrownBy(() -> guard.call("x", LONG, progress, () -> {
                    throw invalid;
                }))
                .isSameAs(invalid);
        assertThatThrownBy(() -> guard.call("x", LONG, progress, () -> {
                    throw unreadable;
                }))
                .isSameAs(unreadable);
        assertThatThrownBy(() -> guard.call("x", LONG, progress, () -> {
                    throw new TranscodeException(invalid);
                }))
                .isSameAs(invalid);
    }

    @Test
    void turnsEverythingElseIntoAFault() {
        assertThatThrownBy(() -> guard.call("transcoder x", LONG, progress, () -> {
                    throw new IllegalStateException("no luck");
                }))
                .isInstanceOf(TranscoderFault.class)
                .hasMessageContaining("transcoder x")
                .hasMessageContaining("no luck");
        assertThatThrownBy(() -> guard.call("x", LONG, progress, () -> endless(1)))
                .isInstanceOf(TranscoderFault.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> guard.call("x", LONG, progress, () -> new long[Integer.MAX_VALUE]))
                .isInstanceOf(TranscoderFault.class)
                .hasMessageContaining("memory");
    }

    private static int endless(int depth) {
        return depth == 0 ? 0 : endless(depth + 1) + 1;
    }

    @Test
    void givesUpWhatIsLateAndInterruptsIt() {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() -> guard.call("transcoder x", SHORT, progress, () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return null;
                }))
                .isInstanceOf(TranscoderFault.class)
                .hasMessageContaining("transcoder x did not get on within 0.1 s");
        await().untilAsserted(() -> assertThat(interrupted.getCount()).isZero());
        await().untilAsserted(() -> assertThat(guard.hanging()).isZero());
    }

    @Test
    void countsWhatIgnoresInterruptsAndStopsAskingIt() throws Exception {
        Limits limits = new Limits(LONG, LONG, 2, 1 << 20, Limits.defaults().scratch());
        Guard strict = new Guard(limits, GuardTest.class.getClassLoader());
        CountDownLatch free = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> strict.call("stubborn", SHORT, progress, () -> hang(free)))
                    .isInstanceOf(TranscoderFault.class);
        }

        assertThat(strict.hanging()).isEqualTo(2);
        assertThatThrownBy(() -> strict.call("stubborn", LONG, progress, () -> "never run"))
                .hasMessageContaining("not asked any more");
        assertThat(strict.call("another", LONG, progress, () -> "run")).isEqualTo("run");

        free.countDown();
        await().untilAsserted(() -> assertThat(strict.hanging()).isZero());
        assertThat(strict.call("stubborn", LONG, progress, () -> "run again")).isEqualTo("run again");
    }

    private static Object hang(CountDownLatch free) {
        while (true) {
            try {
                free.await();
                return null;
            } catch (InterruptedException e) {
                // a plugin that takes no notice
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void waitsForWhatIsSlowButGetsOn() throws Exception {
        Duration limit = Duration.ofSeconds(1);
        long end = System.nanoTime() + 2 * limit.toNanos();

        String value = guard.call("x", limit, progress, () -> {
            while (System.nanoTime() < end) {
                progress.beat();
            }
            return "late and well";
        });

        assertThat(value).isEqualTo("late and well");
    }

    @Test
    void askingForTheSameFrameIsNoProgress() {
        assertThatThrownBy(() -> guard.call("x", SHORT, progress, () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        progress.reached(1);
                    }
                    return null;
                }))
                .isInstanceOf(TranscoderFault.class);
    }

    @Test
    void endsWhenTheCallerIsInterrupted() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                guard.call("x", LONG, progress, () -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                    return null;
                });
            } catch (IOException | DicomException e) {
                thrown.set(e);
            }
        });
        caller.start();
        running.await();
        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
        await().untilAsserted(() -> assertThat(guard.hanging()).isZero());
    }
}
