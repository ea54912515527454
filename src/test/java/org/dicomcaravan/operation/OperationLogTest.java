package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationLogTest {
    @TempDir
    Path folder;

    private OperationStore store;
    private long id;

    @BeforeEach
    void open() {
        store = OperationStore.open(folder.resolve("state.db"));
        id = store.operations().create(Fixtures.export()).id();
        store.plans().begin(id);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void fail(long step, int from, int to) {
        List<LogEntry> failures = IntStream.range(from, to)
                .mapToObj(i -> Fixtures.failure("1.2." + i))
                .toList();
        store.plans().save(Fixtures.step(id, step, List.of(), failures, 0));
    }

    @Test
    void readsNothingOfAnEmptyLog() {
        assertThat(store.log().read(id)).isEmpty();
    }

    @Test
    void readsManyPagesInOrderAsTheyWereAtTheStart() {
        fail(1, 0, 2500);
        Iterator<LogEntry> entries = store.log().read(id).iterator();
        fail(2, 2500, 4000);
        for (int i = 0; i < 2500; i++) {
            assertThat(entries.next()).isEqualTo(Fixtures.failure("1.2." + i));
        }
        assertThat(entries.hasNext()).isFalse();
        assertThat(store.log().read(id)).hasSize(4000);
    }

    @Test
    void keepsTextAsItIs() {
        LogEntry odd = LogEntry.error(
                "π/\u0000/'); DROP TABLE operation; --/\uD83D\uDE42", RpcCode.INTERNAL, "line\r\nline\t\"\\");
        store.plans().save(Fixtures.step(id, 1, List.of(), List.of(odd), 0));
        assertThat(store.log().read(id)).containsExactly(odd);
    }

    @Test
    void tellsAReaderWhoseLogWasRemoved() {
        fail(1, 0, 1500);
        store.lifecycle().stop(id, Optional.empty(), new RpcStatus(RpcCode.INTERNAL, "x"));
        Fixtures.finish(store, id);
        Iterator<LogEntry> entries = store.log().read(id).iterator();
        entries.next();
        store.retention().purge(Duration.ofDays(-1));
        assertThatThrownBy(() ->
                        entries.forEachRemaining(entry -> assertThat(entry).isNotNull()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("log of operation " + id);
    }
}
