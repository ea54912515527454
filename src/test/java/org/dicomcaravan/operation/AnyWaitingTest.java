package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a parked operation waits: pauses of 1, 2, 2 … minutes, five minutes in all. */
abstract class AnyWaitingTest {

    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private final Function<Path, StateUnderTest> where;
    private StateUnderTest state;
    private OperationStore store;
    private Lifecycle lifecycle;
    private long operation;

    AnyWaitingTest(Function<Path, StateUnderTest> where) {
        this.where = where;
    }

    @BeforeEach
    void open() {
        state = where.apply(folder);
        store = state.open();
        lifecycle = store.lifecycle();
        operation = store.operations().create(Fixtures.export()).id();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
            state.close();
        }
    }

    private boolean waits() {
        return lifecycle
                .park(operation, Optional.empty(), "the store is away", PATIENCE)
                .isParked();
    }

    private boolean waitsAfter(Duration time) {
        state.advance(time);
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
        state.advance(Duration.ofDays(-7));
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

    /** What was in hand when the operation was parked. */
    private void getsDone(long number) {
        Batch batch = inHand(number);
        assertThat(waits()).isTrue();
        assertThat(store.batches().report(batch, batch.instances(), 0, List.of()))
                .isFalse();
    }

    private Batch inHand(long number) {
        return store.batches().lease(operation, number, "node", Fixtures.LEASE).orElseThrow();
    }

    private List<String> messages() {
        return store.log().read(operation).map(LogEntry::message).toList();
    }

    @Test
    void whatGetsDoneMeanwhileEndsNoPause() {
        operation = Fixtures.planned(store, 2, 10);
        getsDone(1);
        Operation parked = store.operations().require(operation);
        assertThat(parked.waitsFor()).contains("the store is away");
        assertThat(parked.counters().success()).isEqualTo(10);
        assertThat(messages())
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .startsWith("The operation waits: the store is away.");
        state.advance(Duration.ofMinutes(1));
        assertThat(lifecycle.wake(operation)).isTrue();
        store.batches().report(inHand(2), 10, 0, List.of());
        assertThat(messages()).hasSize(2).last().isEqualTo("The operation goes on.");
    }

    @Test
    void whereSomethingGetsDoneItIsWaitedForAnew() {
        operation = Fixtures.planned(store, 21, 10);
        for (int number = 1; number <= 20; number++) {
            getsDone(number);
            state.advance(Duration.ofMinutes(1));
            lifecycle.wake(operation);
        }
        assertThat(store.operations().require(operation).stopReason()).isEmpty();
    }
}
