package org.dicomcaravan.operation;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** In two servers that share a PostgreSQL. */
@Tag("environment")
class SharedConcurrencyTest extends AnyConcurrencyTest {
    private TwoServers two;

    @BeforeEach
    void open() {
        two = TwoServers.open();
    }

    @AfterEach
    void close() {
        if (two != null) {
            two.close();
        }
    }

    @Override
    List<OperationStore> servers() {
        return List.of(two.one, two.other);
    }

    @Override
    StateFile state() {
        return two.state;
    }
}
