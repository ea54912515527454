package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QuarantineTest {

    private final Quarantine quarantine = new Quarantine();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    private Future<Quarantine.Stay> entering(boolean alone, Runnable checkpoint) {
        return workers.submit(() -> quarantine.enter(alone, checkpoint));
    }

    private Future<Quarantine.Stay> entering(boolean alone) {
        return entering(alone, () -> {});
    }

    /** Waits until a thread has waited for long enough to look around. */
    private Future<Quarantine.Stay> waiting(boolean alone) {
        AtomicBoolean looked = new AtomicBoolean();
        Future<Quarantine.Stay> stay = entering(alone, () -> looked.set(true));
        await().untilTrue(looked);
        return stay;
    }

    @Test
    void ordinaryBatchesRunSideBySide() throws Exception {
        quarantine.enter(false, () -> {});
        quarantine.enter(false, () -> {}).end();
    }

    @Test
    void aSuspiciousOneRunsAlone() throws Exception {
        Quarantine.Stay ordinary = quarantine.enter(false, () -> {});
        Future<Quarantine.Stay> suspicious = waiting(true);
        assertThat(suspicious).isNotDone();
        ordinary.end();
        Quarantine.Stay alone = suspicious.get();
        Future<Quarantine.Stay> next = waiting(false);
        Future<Quarantine.Stay> other = waiting(true);
        assertThat(next).isNotDone();
        assertThat(other).isNotDone();
        alone.end();
        other.get().end();
        next.get().end();
    }

    /** Two that follow each other without a gap between them would keep it out for ever. */
    @Test
    void ordinaryOnesThatComeLaterDoNotKeepItOut() throws Exception {
        Quarantine.Stay first = quarantine.enter(false, () -> {});
        Future<Quarantine.Stay> suspicious = waiting(true);
        Future<Quarantine.Stay> later = waiting(false);
        first.end();
        suspicious.get().end();
        later.get().end();
    }

    @Test
    void oneThatIsStoppedWhileItWaitsKeepsNobodyOut() throws Exception {
        Quarantine.Stay ordinary = quarantine.enter(false, () -> {});
        Future<Quarantine.Stay> stopped = entering(true, () -> {
            throw new ExportStopped(7);
        });
        assertThatThrownBy(stopped::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(ExportStopped.class);
        entering(false).get().end();
        ordinary.end();
    }
}
