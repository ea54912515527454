package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** In the threads of one server, whose state is in a file. */
class ConcurrencyTest extends AnyConcurrencyTest {
    @TempDir
    Path folder;

    private OperationStore store;

    @BeforeEach
    void open() {
        store = OperationStore.open(folder.resolve("state.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    List<OperationStore> servers() {
        return List.of(store);
    }

    @Override
    StateFile state() {
        return new StateFile(folder.resolve("state.db"));
    }
}
