package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a parked operation waits: pauses of 1, 2, 2 … minutes, five minutes in all. */
class WaitingTest {

    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private OperationStore store;
    private Lifecycle lifecycle;
    private long operation;

    @BeforeEach
    void open() {
        store = OperationStore.open(folder.resolve("state.db"), clock);
        lifecycle = store.lifecycle();
        operation = store.operations().create(Fixtures.export()).id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private boolean waits() {
        return lifecycle
                .park(operation, Optional.empty(), "the store is away", PATIENCE)
                .isParked();
    }

    private boolean waitsAfter(Duration time) {
        clock.advance(time);
        assertThat(lifecycle.wake(operation)).isTrue();
        return waits();
    }

    @Test
    void endsWhenItWaitedForLongEnough() {
        assertThat(waits()).isTrue();
        assertThat(waitsAfter(Duration.ofMinutes(1))).isTrue();
        assertThat(waitsAfter(Duration.ofMinutes(2))).isTrue();
        assertThat(waitsAfter(Duration.ofMinutes(2))).isFalse();
        assertThat(store.operations().find(operation).orElseThrow().stopReason())
                .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(RpcCode.UNAVAILABLE));
    }

    /** A weekend without a server, or a clock that is set, is no time in which it was tried. */
    @Test
    void aClockThatJumpsIsNotWaiting() {
        assertThat(waits()).isTrue();
        assertThat(waitsAfter(Duration.ofDays(3))).isTrue();
        clock.advance(Duration.ofDays(-7));
        assertThat(lifecycle.wake(operation)).isTrue();
        assertThat(waits()).isTrue();
    }

    @Test
    void aPauseThatARestartCutShortDoesNotCount() {
        for (int restart = 0; restart < 20; restart++) {
            assertThat(waits()).isTrue();
            lifecycle.wakeEarly(operation);
        }
        assertThat(waits()).isTrue();
        assertThat(waitsAfter(Duration.ofMinutes(1))).isTrue();
    }
}
