package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;

/** A state of a test's own, with a clock that the test puts forward. */
interface StateUnderTest extends AutoCloseable {

    /** The state, as a server has it that is started. */
    OperationStore open();

    /** The same as another program sees it. */
    StateFile file();

    /** The present, by the clock that counts. */
    Instant now();

    /** Puts it forward, or back. */
    void advance(Duration duration);

    @Override
    void close();

    /** In a file of a folder; its clock stands still otherwise. */
    static StateUnderTest inFile(Path folder) {
        Path file = folder.resolve("state.db");
        SetClock clock = new SetClock();
        return new StateUnderTest() {
            @Override
            public OperationStore open() {
                return OperationStore.open(file, clock);
            }

            @Override
            public StateFile file() {
                return new StateFile(file);
            }

            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public void advance(Duration duration) {
                clock.advance(duration);
            }

            @Override
            public void close() {
                // the folder goes with the test
            }
        };
    }

    /** In the PostgreSQL of the environment; its clock goes on. */
    static StateUnderTest shared(Path folder) {
        PostgresUnderTest postgres = PostgresUnderTest.there();
        return new StateUnderTest() {
            @Override
            public OperationStore open() {
                return OperationStore.shared(postgres.openWithClock());
            }

            @Override
            public StateFile file() {
                return new StateFile(postgres);
            }

            @Override
            public Instant now() {
                return postgres.now();
            }

            @Override
            public void advance(Duration duration) {
                postgres.advance(duration);
            }

            @Override
            public void close() {
                postgres.close();
            }
        };
    }
}
