package org.dicomcaravan.operation;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** In a file. */
class MatchesTest extends AnyMatchesTest {
    @TempDir
    Path folder;

    private OperationStore store;

    @BeforeEach
    void open() {
        store = OperationStore.open(folder.resolve("state.db"));
        new StateFile(folder.resolve("state.db")).execute("""
                INSERT INTO filter_match
                WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 300000)
                SELECT 1, unhex(printf('%032x', n)) FROM numbers
                UNION ALL SELECT id, unhex('ffffffffffffffff0000000000000007') FROM (SELECT 0 AS id UNION SELECT 2)
                """);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    OperationStore store() {
        return store;
    }
}
