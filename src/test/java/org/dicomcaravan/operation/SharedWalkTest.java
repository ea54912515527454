package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.List;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** Two servers that share a PostgreSQL, by its clock. */
@Tag("environment")
class SharedWalkTest extends AnyWalkTest {
    private PostgresUnderTest postgres;
    private List<OperationStore> servers;

    @BeforeEach
    void open() {
        postgres = PostgresUnderTest.there();
        servers = List.of(
                OperationStore.shared(postgres.openWithClock()), OperationStore.shared(postgres.openWithClock()));
    }

    @AfterEach
    void close() {
        if (postgres != null) {
            servers.forEach(OperationStore::close);
            postgres.close();
        }
    }

    @Override
    List<OperationStore> servers() {
        return servers;
    }

    @Override
    StateFile state() {
        return new StateFile(postgres);
    }

    @Override
    void advance(Duration duration) {
        postgres.advance(duration);
    }

    @Override
    long now() {
        return postgres.now();
    }

    @Override
    boolean killsAll() {
        return false;
    }

    @Override
    int walks() {
        return 6;
    }
}
