package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.StoppedException;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrewTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Crew crew = crew(8);
    private final Watch watch = new Watch(() -> false);

    private static Crew crew(int mostHanging) {
        return new Crew("plugin a.jar", mostHanging, PATIENCE, CrewTest.class.getClassLoader());
    }

    @Test
    void givesTheValueFromAnotherThread() throws Exception {
        Thread worker = crew.call("x", LONG, watch, Thread::currentThread);

        assertThat(worker).isNotSameAs(Thread.currentThread()).matches(Thread::isDaemon);
    }

    @Test
    void runsNestedWorkInPlace() throws Exception {
        boolean same = crew.call("x", LONG, watch, () -> {
            Thread outer = Thread.currentThread();
            return crew.call("x", SHORT, watch, () -> Thread.currentThread() == outer);
        });

        assertThat(same).isTrue();
    }

    @Test
    void passesOnWhatWorkMayThrow() {
        DicomException invalid = DicomException.invalid("odd");
        IOException unreadable = new IOException("gone");

        assertThatThrownBy(() -> crew.call("x", LONG, watch, () -> {
                    throw invalid;
                }))
                .isSameAs(invalid);
        assertThatThrownBy(() -> crew.call("x", LONG, watch, () -> {
                    throw unreadable;
                }))
                .isSameAs(unreadable);
        assertThatThrownBy(() -> crew.call("x", LONG, watch, () -> {
                    throw new TranscodeException(invalid);
                }))
                .isSameAs(invalid);
    }

    @Test
    void turnsEverythingElseIntoAFault() {
        assertThatThrownBy(() -> crew.call("transcoder x", LONG, watch, () -> {
                    throw new IllegalStateException("no luck");
                }))
                .isInstanceOf(TranscoderFault.class)
                .hasMessageContaining("transcoder x")
                .hasMessageContaining("no luck");
        assertThatThrownBy(() -> crew.call("x", LONG, watch, () -> endless(1)))
                .isInstanceOf(TranscoderFault.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> crew.call("x", LONG, watch, () -> new long[Integer.MAX_VALUE]))
                .isInstanceOf(TranscoderFault.class)
                .hasMessageContaining("memory")
                .matches(TranscoderFault::isOutOfMemory);
        for (Error error : List.of(new AssertionError("a"), new NoClassDefFoundError("b"), new InternalError("c"))) {
            assertThatThrownBy(() -> crew.call("x", LONG, watch, () -> {
                        throw error;
                    }))
                    .isInstanceOf(TranscoderFault.class)
                    .hasMessageContaining(error.toString());
        }
    }

    private static int endless(int depth) {
        return depth == 0 ? 0 : endless(depth + 1) + 1;
    }

    @Test
    void givesUpWhatIsLateAndInterruptsIt() {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() -> crew.call("transcoder x", SHORT, watch, () -> {
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
        await().untilAsserted(() -> assertThat(crew.hanging()).isZero());
    }

    @Test
    void countsWhatIgnoresInterruptsAndStopsAskingIt() throws Exception {
        Crew strict = crew(2);
        CountDownLatch free = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> strict.call("stubborn", SHORT, watch, () -> hang(free)))
                    .isInstanceOf(TranscoderFault.class);
        }

        assertThat(strict.hanging()).isEqualTo(2);
        assertThatThrownBy(() -> strict.call("stubborn", LONG, watch, () -> "never run"))
                .hasMessage(
                        "stubborn is not asked any more: 2 calls of plugin a.jar never ended; remove or repair it and start"
                                + " again");
        assertThat(crew.call("another", LONG, watch, () -> "run")).isEqualTo("run");

        free.countDown();
        await().untilAsserted(() -> assertThat(strict.hanging()).isZero());
        assertThat(strict.call("stubborn", LONG, watch, () -> "run again")).isEqualTo("run again");
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

        String value = crew.call("x", limit, watch, () -> {
            while (System.nanoTime() < end) {
                watch.beat();
            }
            return "late and well";
        });

        assertThat(value).isEqualTo("late and well");
    }

    @Test
    void askingForTheSameFrameIsNoProgress() {
        assertThatThrownBy(() -> crew.call("x", SHORT, watch, () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        watch.reached(1);
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
                crew.call("x", LONG, watch, () -> {
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

        assertThat(thrown.get()).isInstanceOf(StoppedException.class);
        await().untilAsserted(() -> assertThat(crew.hanging()).isZero());
    }

    @Test
    void endsSoonOnceNobodyWantsItsOutcome() throws Exception {
        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                crew.call("transcoder x", LONG, new Watch(stopping::get), () -> {
                    running.countDown();
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } catch (InterruptedException e) {
                        return null;
                    } finally {
                        ended.countDown();
                    }
                });
            } catch (IOException | DicomException e) {
                thrown.set(e);
            }
        });
        caller.start();
        running.await();
        stopping.set(true);

        caller.join(2000);
        assertThat(thrown.get()).isInstanceOf(StoppedException.class).hasMessage("transcoder x was stopped");
        assertThat(ended.getCount()).isZero();
        assertThat(crew.hanging()).isZero();
    }

    @Test
    void goesOnWhereNobodyCanSayWhetherToStop() throws Exception {
        Watch broken = new Watch(() -> {
            throw new IllegalStateException("no database");
        });

        assertThat(crew.call("x", LONG, broken, () -> {
                    broken.check("x");
                    return "done";
                }))
                .isEqualTo("done");
    }

    /** What is built in calls codecs of plugins: the plugin hangs, and what is built in ends. */
    @Test
    void blamesTheCallThatIsWaitedForAndNotTheOneThatWaits() throws Exception {
        Crew builtIn = new Crew("built-in", Integer.MAX_VALUE, Duration.ofSeconds(5), CrewTest.class.getClassLoader());
        CountDownLatch free = new CountDownLatch(1);

        assertThatThrownBy(() -> builtIn.call(
                        "transcoder png",
                        SHORT,
                        watch,
                        () -> crew.call("decoder x", SHORT, Crew.currentCall().watch(), () -> hang(free))))
                .isInstanceOf(TranscoderFault.class)
                .hasMessageContaining("decoder x did not get on");
        assertThat(builtIn.hanging()).isZero();
        assertThat(crew.hanging()).isEqualTo(1);
        free.countDown();
        await().untilAsserted(() -> assertThat(crew.hanging()).isZero());
    }
}
