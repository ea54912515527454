package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One server after the other, whose state is in a file. */
class WalkTest extends AnyWalkTest {
    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private OperationStore store;

    @BeforeEach
    void open() {
        store = OperationStore.open(folder.resolve("state.db"), clock);
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

    @Override
    void advance(Duration duration) {
        clock.advance(duration);
    }

    @Override
    long now() {
        return Microseconds.of(clock.instant());
    }

    @Override
    boolean killsAll() {
        return true;
    }

    @Override
    int walks() {
        return 20;
    }
}
