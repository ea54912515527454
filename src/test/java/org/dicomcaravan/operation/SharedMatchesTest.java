package org.dicomcaravan.operation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** In PostgreSQL. */
@Tag("environment")
class SharedMatchesTest extends AnyMatchesTest {
    private TwoServers two;

    @BeforeEach
    void open() {
        two = TwoServers.open();
        two.state.execute("""
                INSERT INTO filter_match
                SELECT 1, decode(lpad(to_hex(n), 32, '0'), 'hex') FROM generate_series(1, 300000) AS n
                UNION ALL SELECT id, decode('ffffffffffffffff0000000000000007', 'hex') FROM (VALUES (0), (2)) AS ids(id)
                """);
    }

    @AfterEach
    void close() {
        if (two != null) {
            two.close();
        }
    }

    @Override
    OperationStore store() {
        return two.one;
    }
}
