package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the last batch and the end of an operation. */
class LastStagesTest {

    @TempDir
    Path folder;

    private OperationStore store;
    private long id;

    @BeforeEach
    void finishing() {
        store = OperationStore.open(folder.resolve("state.db"), new SetClock());
        id = store.operations().create(Fixtures.export()).id();
        store.plans().begin(id);
        store.plans().planned(id, 0);
        store.lifecycle().settle(id);
        assertThat(operation().state()).isEqualTo(OperationState.FINISHING);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aStageIsDoneAndRemarkedOnOnce() {
        Claim claim = store.claims().claim(id, "node", Fixtures.LEASE).orElseThrow();
        store.lifecycle().staged(claim, "load-table", Optional.of("Done."));
        store.lifecycle().staged(claim, "load-table", Optional.of("Done."));
        store.lifecycle().staged(claim, "take-back", Optional.empty());
        assertThat(operation().endingStages()).containsExactly("load-table", "take-back");
        assertThat(store.log().read(id))
                .containsExactly(LogEntry.info(operation().origin().store(), "Done."));
    }

    /** The table may be there already: a cancelled operation would say that it is not. */
    @Test
    void whoCancelsComesTooLate() {
        Operation cancelled = store.lifecycle().requestCancel(id).orElseThrow();
        assertThat(cancelled.cancelRequested()).isTrue();
        assertThat(store.operations().isStopping(id)).isFalse();
        assertThat(Fixtures.finish(store, id).orElseThrow().error()).isEmpty();
    }

    @Test
    void whatFailsIsToldAllTheSame() {
        RpcStatus reason = new RpcStatus(RpcCode.ALREADY_EXISTS, "the table exists");
        store.lifecycle().requestCancel(id);
        store.lifecycle().stop(id, Optional.empty(), reason);
        assertThat(Fixtures.finish(store, id).orElseThrow().error()).contains(reason);
        assertThat(store.log().read(id)).isEqualTo(List.of());
    }

    private Operation operation() {
        return store.operations().find(id).orElseThrow();
    }
}
