package org.dicomcaravan.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.Turn;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.Migrations;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A PostgreSQL that is killed, away, or takes not everybody. */
@Tag("environment")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KilledPostgresTest {
    @RegisterExtension
    static final Turn TURN = new Turn("postgresql");

    private static final String SECRET = "v3ry-s3cret";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean isAway = new AtomicBoolean();
    private PostgresUnderTest postgres;
    private PostgresDatabase database;

    @BeforeEach
    void open() throws Exception {
        postgres = PostgresUnderTest.killed();
        database = postgres.open();
        database.write(h -> h.execute("CREATE TABLE line (id INTEGER PRIMARY KEY)"));
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        if (isAway.get()) {
            command("start-database");
        }
        if (database != null) {
            database.close();
            postgres.close();
        }
    }

    private static int add(Handle handle, int id) {
        return handle.execute("INSERT INTO line VALUES (?)", id);
    }

    private static DatabaseException refused(Runnable call) {
        return catchThrowableOfType(DatabaseException.class, call::run);
    }

    private static Duration time(Runnable call) {
        long began = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void thePatientGoOnAndTheOthersAreToldSoon() throws Exception {
        AtomicBoolean halted = new AtomicBoolean();
        AtomicInteger tries = new AtomicInteger();
        Future<Integer> patient =
                threads.submit(() -> database.patient(() -> false).write(h -> {
                    int added = add(h, 1);
                    if (tries.getAndIncrement() == 0) {
                        command("kill-database");
                    }
                    return added;
                }));
        await().untilTrue(isAway);
        Future<DatabaseException> stopped =
                threads.submit(() -> refused(() -> database.patient(halted::get).write(h -> add(h, 2))));
        assertThat(time(() -> {
                    DatabaseException away = refused(() -> database.write(h -> add(h, 3)));
                    assertThat(away.code()).isEqualTo(RpcCode.UNAVAILABLE);
                    assertThat(away).hasMessageContaining("can't be reached");
                }))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
        assertThat(refused(() -> database.probe()).code()).isEqualTo(RpcCode.UNAVAILABLE);
        assertThat(stopped).isNotDone();
        halted.set(true);
        assertThat(stopped.get(1, TimeUnit.SECONDS).code()).isEqualTo(RpcCode.UNAVAILABLE);
        assertThat(patient).isNotDone();
        command("start-database");
        assertThat(patient.get(20, TimeUnit.SECONDS)).isOne();
        database.probe();
        int lines = database.read(
                h -> h.select("SELECT COUNT(*) FROM line").mapTo(Integer.class).one());
        assertThat(lines).isOne();
    }

    private void command(String what) {
        try {
            PostgresUnderTest.command(what);
            isAway.set(what.equals("kill-database"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStartWaitsForADatabaseThatStartsWithIt() throws Exception {
        command("kill-database");
        Future<PostgresDatabase> start = threads.submit(() -> postgres.open());
        command("start-database");
        try (PostgresDatabase opened = start.get(20, TimeUnit.SECONDS)) {
            opened.probe();
        }
    }

    @Test
    void aStartWaitsForADatabaseThatIsRestartedBeforeItsTablesAreThere() throws Exception {
        try (PostgresUnderTest empty = PostgresUnderTest.killed();
                PostgresDatabase opened = empty.open()) {
            command("kill-database");
            Future<?> start = threads.submit(() -> opened.migrate("org/dicomcaravan/operation", Migrations.FIRST));
            command("start-database");
            start.get(20, TimeUnit.SECONDS);
            int operations = opened.read(h -> h.select("SELECT COUNT(*) FROM operation")
                    .mapTo(Integer.class)
                    .one());
            assertThat(operations).isZero();
        }
    }

    @Test
    void aDatabaseThatBecomesReadOnlyIsWaitedFor() throws Exception {
        readOnly("on");
        try {
            await().until(() -> refused(() -> database.probe()) != null);
            assertThat(refused(() -> database.write(h -> add(h, 1)))).hasMessageContaining("takes no changes");
            Future<Integer> patient =
                    threads.submit(() -> database.patient(() -> false).write(h -> add(h, 2)));
            readOnly("off");
            assertThat(patient.get(10, TimeUnit.SECONDS)).isOne();
        } finally {
            readOnly("off");
        }
    }

    private void readOnly(String value) {
        postgres.administrator().useHandle(h -> {
            h.execute("ALTER SYSTEM SET default_transaction_read_only = " + value);
            h.execute("SELECT pg_reload_conf()");
        });
    }

    private DatabaseException refusedAtStart(String url, String user, String password) {
        DatabaseException[] refused = new DatabaseException[1];
        Duration time = time(() -> refused[0] = refused(
                () -> PostgresDatabase.open(new PostgresAddress(url, Optional.of(user), Optional.of(password), 2))
                        .close()));
        assertThat(time).isLessThan(Duration.ofSeconds(3));
        assertThat(refused[0]).hasMessageNotContaining(SECRET).hasMessageContaining("; ");
        assertThat(String.valueOf(refused[0].getCause())).doesNotContain(SECRET);
        return refused[0];
    }

    /** By a line of {@code pg_hba.conf}, since this database may trust everybody else. */
    @Test
    void whoIsRefusedIsToldAtOnce() {
        String user = "stranger";
        postgres.administrator().useHandle(h -> {
            h.execute("DROP ROLE IF EXISTS " + user);
            h.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'another'");
            String file = h.select("SHOW hba_file").mapTo(String.class).one();
            h.execute("COPY (SELECT 'host all " + user + " all scram-sha-256' UNION ALL SELECT 'host all all all trust'"
                    + " UNION ALL SELECT 'local all all trust') TO '" + file + "'");
            h.execute("SELECT pg_reload_conf()");
        });
        await().untilAsserted(() -> assertThat(refusedAtStart(postgres.url(), user, SECRET))
                .hasMessageContaining(
                        "refuses the user: FATAL: password authentication failed for user \"stranger\"; set"
                                + " caravan.state.url.user and caravan.state.url.password"));
        assertThat(refusedAtStart(postgres.url() + "&password=" + SECRET + "&user=" + user, user, SECRET))
                .hasMessageContaining("refuses the user");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        String url = postgres.url().replaceAll("/[^/?]*\\?.*", "/absent");
        assertThat(refusedAtStart(url, "caravan", SECRET))
                .hasMessageContaining(
                        "database \"absent\" does not exist; make it, or name another in caravan.state.url");
    }

    @Test
    void oneWhoMayMakeNoTablesIsToldSo() {
        postgres.administrator().useHandle(h -> {
            h.execute("DROP ROLE IF EXISTS reader");
            h.execute("CREATE ROLE reader LOGIN");
        });
        PostgresAddress address = new PostgresAddress(postgres.url(), Optional.of("reader"), Optional.of(SECRET), 2);
        try (PostgresDatabase reader = PostgresDatabase.open(address)) {
            assertThat(refused(() -> reader.migrate("org/dicomcaravan/operation", "history")))
                    .hasMessageContaining("permission denied")
                    .hasMessageContaining("let the user of caravan.state.url.user make");
        }
    }
}
