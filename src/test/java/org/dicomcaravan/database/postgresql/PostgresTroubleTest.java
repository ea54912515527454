package org.dicomcaravan.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.Migrations;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PostgreSQL that is there, and what goes wrong on it all the same. */
@Tag("environment")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PostgresTroubleTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private PostgresUnderTest postgres;
    private PostgresDatabase database;
    private Jdbi tables;

    @BeforeEach
    void open() {
        postgres = PostgresUnderTest.there();
        database = postgres.open();
        tables = postgres.tables();
        tables.useHandle(h -> h.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)"));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        if (postgres != null) {
            database.close();
            postgres.close();
        }
    }

    private static int add(Handle handle, int id) {
        return handle.execute("INSERT INTO line VALUES (?, 'text')", id);
    }

    private List<Integer> lines() {
        return tables.withHandle(h -> h.createQuery("SELECT id FROM line ORDER BY id")
                .mapTo(Integer.class)
                .list());
    }

    private static int backend(Handle handle) {
        return handle.select("SELECT pg_backend_pid()").mapTo(Integer.class).one();
    }

    @Test
    void aConnectionThatIsKilledInATransactionCostsATry() {
        AtomicInteger tries = new AtomicInteger();
        int added = database.write(h -> {
            add(h, 1);
            if (tries.incrementAndGet() == 1) {
                int backend = backend(h);
                tables.useHandle(other -> other.execute("SELECT pg_terminate_backend(?)", backend));
            }
            return add(h, 2);
        });
        assertThat(added).isOne();
        assertThat(tries).hasValue(2);
        assertThat(lines()).containsExactly(1, 2);
    }

    @Test
    void allConnectionsThatAreKilledCostNothing() throws Exception {
        CountDownLatch all = new CountDownLatch(5);
        List<Future<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            callers.add(threads.submit(() -> database.read(h -> {
                all.countDown();
                await().until(() -> all.getCount() == 0);
                return backend(h);
            })));
        }
        for (Future<Integer> caller : callers) {
            int backend = caller.get();
            tables.useHandle(h -> h.execute("SELECT pg_terminate_backend(?)", backend));
        }
        int added = database.write(h -> add(h, 1));
        assertThat(added).isOne();
    }

    @Test
    void twoWhoBlockEachOtherGoOneByOne() throws Exception {
        database.write(h -> add(h, 1) + add(h, 2));
        CountDownLatch both = new CountDownLatch(2);
        Future<Integer> first = threads.submit(() -> database.write(h -> change(h, both, 1, 2)));
        Future<Integer> second = threads.submit(() -> database.write(h -> change(h, both, 2, 1)));
        assertThat(first.get() + second.get()).isEqualTo(4);
    }

    private static int change(Handle handle, CountDownLatch both, int first, int second) {
        int changed = handle.execute("UPDATE line SET text = text || 'x' WHERE id = ?", first);
        both.countDown();
        await().until(() -> both.getCount() == 0);
        return changed + handle.execute("UPDATE line SET text = text || 'x' WHERE id = ?", second);
    }

    /** Such as a process that is frozen: it must not hold up the others for ever. */
    @Test
    void aTransactionThatStandsStillLosesItsLocks() throws Exception {
        database.write(h -> add(h, 1));
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        Future<Integer> frozen =
                threads.submit(() -> database.patient(() -> false).write(h -> {
                    int mine = h.execute("UPDATE line SET text = 'frozen' WHERE id = 1");
                    if (locked.getCount() == 1) {
                        locked.countDown();
                        await().forever().until(() -> thaw.getCount() == 0);
                    }
                    return mine;
                }));
        locked.await();
        long began = System.nanoTime();
        int changed = database.write(h -> h.execute("UPDATE line SET text = 'other' WHERE id = 1"));
        assertThat(changed).isOne();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        thaw.countDown();
        assertThat(frozen.get()).isOne();
        String text = tables.withHandle(
                h -> h.select("SELECT text FROM line").mapTo(String.class).one());
        assertThat(text).isEqualTo("frozen");
    }

    @Test
    void moreCallersThanConnectionsWaitAndAreToldWhatToDo() throws Exception {
        try (PostgresDatabase narrow = PostgresUnderTest.open(postgres.url(), 1)) {
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            Future<Integer> holder = threads.submit(() -> narrow.write(h -> {
                taken.countDown();
                await().until(() -> done.getCount() == 0);
                return add(h, 1);
            }));
            taken.await();
            long began = System.nanoTime();
            DatabaseException busy = catchThrowableOfType(DatabaseException.class, () -> narrow.write(h -> add(h, 2)));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
            assertThat(busy.code()).isEqualTo(RpcCode.UNAVAILABLE);
            assertThat(busy).hasMessageContaining("caravan.state.connections");
            Future<Integer> waiter = threads.submit(() -> narrow.write(h -> add(h, 3)));
            done.countDown();
            assertThat(holder.get() + waiter.get()).isEqualTo(2);
        }
        assertThat(lines()).containsExactly(1, 3);
    }

    /** As another server, of a later version, does when it starts. */
    @Test
    void aTableThatIsChangedMeanwhileCostsATry() {
        database.write(h -> add(h, 1));
        for (int i = 0; i < 20; i++) {
            database.write(h -> h.select("SELECT * FROM line").mapToMap().list());
        }
        tables.useHandle(h -> h.execute("ALTER TABLE line ADD COLUMN later INTEGER"));
        for (int i = 0; i < 20; i++) {
            Map<String, Object> line = database.write(h -> {
                h.execute("UPDATE line SET text = 'changed'");
                return h.select("SELECT * FROM line").mapToMap().one();
            });
            assertThat(line).containsKey("later");
        }
    }

    @Test
    void whatIsWrongInAStatementIsToldAtOnce() {
        long began = System.nanoTime();
        DatabaseException wrong = catchThrowableOfType(
                DatabaseException.class,
                () -> database.patient(() -> false).write(h -> h.execute("INSERT INTO absent VALUES (1)")));
        assertThat(wrong.code()).isEqualTo(RpcCode.INTERNAL);
        assertThat(wrong).hasMessageContaining("relation \"absent\" does not exist");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    /** It would be one for ever to a patient caller. */
    @Test
    void aTransactionThatWentOnAfterAnErrorIsNoReadOnlyDatabase() {
        DatabaseException wrong = catchThrowableOfType(
                DatabaseException.class,
                () -> database.patient(() -> false).write(h -> {
                    try {
                        h.execute("INSERT INTO absent VALUES (1)");
                    } catch (RuntimeException e) {
                        return add(h, 1);
                    }
                    throw new AssertionError();
                }));
        assertThat(wrong.code()).isEqualTo(RpcCode.INTERNAL);
    }

    @Test
    void aDatabaseThatTakesNoChangesIsSaidToBeOne() {
        String url = postgres.url() + "&options=-c%20default_transaction_read_only=on";
        try (PostgresDatabase standby = PostgresUnderTest.open(url, 2)) {
            DatabaseException refused =
                    catchThrowableOfType(DatabaseException.class, () -> standby.write(h -> add(h, 1)));
            assertThat(refused.code()).isEqualTo(RpcCode.UNAVAILABLE);
            assertThat(refused).hasMessageContaining("takes no changes").hasMessageContaining("standby");
            DatabaseException probed = catchThrowableOfType(DatabaseException.class, standby::probe);
            assertThat(probed.code()).isEqualTo(RpcCode.UNAVAILABLE);
            assertThat(probed).hasMessageContaining("takes no changes");
            DatabaseException migrated = catchThrowableOfType(
                    DatabaseException.class, () -> standby.migrate("org/dicomcaravan/operation", "history"));
            assertThat(migrated).hasMessageContaining("takes no changes");
        }
        database.probe();
    }

    @Test
    void aSchemaWithTablesOfOthersIsLeftAlone() {
        DatabaseException refused = catchThrowableOfType(
                DatabaseException.class, () -> database.migrate("org/dicomcaravan/operation", Migrations.FIRST));
        assertThat(refused).hasMessageContaining("has tables of others").hasMessageContaining("currentSchema");
    }
}
