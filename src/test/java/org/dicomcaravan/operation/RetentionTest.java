package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private OperationStore store;
    private StateFile file;

    @BeforeEach
    void open() {
        store = OperationStore.open(folder.resolve("state.db"), clock);
        file = new StateFile(folder.resolve("state.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long planned() {
        long id = store.operations().create(Fixtures.export()).id();
        store.plans().begin(id);
        List<Fingerprint> instances = Fixtures.step(id, 1, 3).instances();
        store.plans().save(Fixtures.step(id, 1, instances, List.of(Fixtures.failure("1")), 1));
        return id;
    }

    @Test
    void removesWhatEndedLongAgoWithAllOfIt() {
        long old = planned();
        store.lifecycle().stop(old, Optional.empty(), new RpcStatus(RpcCode.INTERNAL, "x"));
        Fixtures.finish(store, old);
        long running = planned();
        clock.advance(MONTH);
        long young = planned();
        store.lifecycle().stop(young, Optional.empty(), new RpcStatus(RpcCode.INTERNAL, "x"));
        Fixtures.finish(store, young);
        assertThat(store.retention().purge(MONTH)).isZero();

        clock.advance(Duration.ofSeconds(1));
        assertThat(store.retention().purge(MONTH)).isEqualTo(1);
        assertThat(store.operations()
                        .list(Fixtures.DATASET, 10, Optional.empty())
                        .operations())
                .extracting(Operation::id)
                .containsExactly(young, running);
        assertThat(file.count("log_line")).isEqualTo(2);
        assertThat(file.count("batch")).isEqualTo(2);
        assertThat(file.query("SELECT operation_id AS id FROM fingerprint UNION SELECT operation_id FROM batch_items"))
                .extracting(row -> row.get("id"))
                .containsExactly(running);
        assertThat(store.batches().lease(running, 1, "node", Fixtures.LEASE)).isPresent();
    }
}
