package org.dicomcaravan.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements that take longer than they may, on a PostgreSQL that is there. */
@Tag("environment")
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class SlowPostgresTest {
    private static final String LIMITS = "&options=-c%20statement_timeout=200%20-c%20lock_timeout=100";

    private final AtomicInteger tries = new AtomicInteger();
    private PostgresUnderTest postgres;
    private PostgresDatabase database;
    private Database patient;

    @BeforeEach
    void open() {
        postgres = PostgresUnderTest.there();
        database = PostgresUnderTest.open(postgres.url() + LIMITS, 2);
        patient = database.patient(() -> false);
        database.write(h -> h.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)"));
        database.write(h -> h.execute("INSERT INTO line VALUES (1, 'text')"));
    }

    @AfterEach
    void close() {
        if (postgres != null) {
            database.close();
            postgres.close();
        }
    }

    private int slow(Handle handle) {
        tries.incrementAndGet();
        return handle.execute("UPDATE line SET text = 'slow' || pg_sleep(5)");
    }

    private int change(Handle handle) {
        tries.incrementAndGet();
        return handle.execute("UPDATE line SET text = 'changed'");
    }

    /** It would load the database for ever, and nobody be told why the operation does not end. */
    @Test
    void oneThatIsNeverInTimeIsAnErrorInTheEnd() {
        DatabaseException slow = catchThrowableOfType(DatabaseException.class, () -> patient.write(this::slow));
        assertThat(slow.code()).isEqualTo(RpcCode.INTERNAL);
        assertThat(slow)
                .hasMessageContaining("10 times in a row")
                .hasMessageContaining("canceling statement due to statement timeout; ")
                .hasMessageContaining("pg_stat_activity");
        assertThat(tries).hasValue(10);
    }

    @Test
    void oneThatIsInTimeLaterIsDone() {
        int changed = patient.write(h -> tries.get() < 5 ? slow(h) : change(h));
        assertThat(changed).isOne();
        assertThat(tries).hasValue(6);
    }

    @Test
    void whoDoesNotWaitIsToldThatItIsSlowAndNotAway() {
        try (PostgresDatabase patientServer =
                PostgresUnderTest.open(postgres.url() + "&options=-c%20statement_timeout=2000", 1)) {
            DatabaseException slow =
                    catchThrowableOfType(DatabaseException.class, () -> patientServer.write(this::slow));
            assertThat(slow.code()).isEqualTo(RpcCode.UNAVAILABLE);
            assertThat(slow).hasMessageContaining(" is slow: ").hasMessageContaining("pg_stat_activity");
        }
    }

    /** As somebody does who changes a table by hand, or a later version at its start, for as long as that takes. */
    @Test
    void aLockThatSomebodyHoldsIsWaitedFor() throws Exception {
        Jdbi tables = postgres.tables();
        CompletableFuture<Integer> waiter = tables.inTransaction(other -> {
            other.execute("LOCK TABLE line");
            CompletableFuture<Integer> waits = CompletableFuture.supplyAsync(() -> patient.write(this::change));
            await().until(() -> tries.get() > 12);
            assertThat(waits).isNotDone();
            DatabaseException busy = catchThrowableOfType(DatabaseException.class, () -> database.write(this::change));
            assertThat(busy.code()).isEqualTo(RpcCode.UNAVAILABLE);
            assertThat(busy)
                    .hasMessageContaining("is busy: ERROR: canceling statement due to lock timeout; ")
                    .hasMessageContaining("pg_locks");
            return waits;
        });
        assertThat(waiter.get(10, TimeUnit.SECONDS)).isOne();
    }
}
