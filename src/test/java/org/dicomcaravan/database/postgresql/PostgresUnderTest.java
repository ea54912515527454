package org.dicomcaravan.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A schema of a test's own in the PostgreSQL of the environment; gone at its end. */
public final class PostgresUnderTest implements AutoCloseable {

    private static final String USER = "caravan";
    private static final int CONNECTIONS = 10;

    private final String base;
    private final String schema = "test_" + UUID.randomUUID().toString().replace('-', '_');

    private final String clock = schema + "_clock";

    private PostgresUnderTest(String base) {
        this.base = base;
        Jdbi.create(base, USER, USER).useHandle(h -> h.execute("CREATE SCHEMA " + schema));
    }

    /** In the database of the environment, which goes on running. */
    public static PostgresUnderTest there() {
        String url = System.getenv("CARAVAN_POSTGRES");
        assumeTrue(url != null, "CARAVAN_POSTGRES is not set: no PostgreSQL to test with");
        return new PostgresUnderTest(url);
    }

    /** In one that may be killed and spoilt. */
    public static PostgresUnderTest killed() {
        String url = System.getenv("CARAVAN_POSTGRES_KILLED");
        assumeTrue(url != null, "CARAVAN_POSTGRES_KILLED is not set: no PostgreSQL to kill");
        return new PostgresUnderTest(url);
    }

    /** Does something to the latter, such as {@code kill-database}. */
    public static void command(String what) throws IOException, InterruptedException {
        String command = System.getenv("CARAVAN_POSTGRES_COMMAND");
        assumeTrue(
                command != null,
                "CARAVAN_POSTGRES_COMMAND is no command that kills and starts CARAVAN_POSTGRES_KILLED");
        Process process = new ProcessBuilder("bash", "-c", command + " " + what)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** Where it is, with the schema. */
    public String url() {
        return base + (base.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    /** The same behind something that listens on a port of this machine. */
    public String url(int port) {
        URI uri = URI.create(url().substring("jdbc:".length()));
        return "jdbc:postgresql://127.0.0.1:" + port + uri.getPath() + "?" + uri.getQuery();
    }

    /** Puts the clock of the database forward, for those who {@link #openWithClock}. */
    public void advance(Duration duration) {
        tables().useHandle(h -> h.execute(
                "UPDATE " + clock + ".clock SET ahead = ahead + ? * INTERVAL '1 microsecond'",
                duration.toNanos() / 1000));
    }

    /** What that clock says. */
    public Instant now() {
        return tables().withHandle(h -> h.select("SELECT pg_catalog.clock_timestamp() + ahead FROM " + clock + ".clock")
                .mapTo(Instant.class)
                .one());
    }

    /** The database, as one server has it, with a clock that is in this schema's hands and not that of this machine. */
    public PostgresDatabase openWithClock() {
        tables().useHandle(h -> {
            h.execute("CREATE SCHEMA IF NOT EXISTS " + clock);
            h.execute("CREATE TABLE IF NOT EXISTS " + clock + ".clock AS SELECT INTERVAL '1 year' AS ahead");
            h.execute("""
                    CREATE OR REPLACE FUNCTION %1$s.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
                        AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM %1$s.clock'
                    """.formatted(clock));
        });
        // Where the schema of functions that hide those of the system comes before them.
        return open(url() + "," + clock + ",pg_catalog", CONNECTIONS);
    }

    /** The database, as one server has it. */
    public PostgresDatabase open() {
        return open(url(), CONNECTIONS);
    }

    /** At most so many connections, to an address made of {@link #url}. */
    public static PostgresDatabase open(String url, int connections) {
        return PostgresDatabase.open(new PostgresAddress(url, Optional.of(USER), Optional.of(USER), connections));
    }

    /** The tables as another program sees them. */
    public Jdbi tables() {
        return Jdbi.create(url(), USER, USER);
    }

    /** Somebody who may do everything. */
    Jdbi administrator() {
        return Jdbi.create(url(), "postgres", USER);
    }

    @Override
    public void close() {
        tables().useHandle(h -> h.execute("DROP SCHEMA IF EXISTS " + schema + ", " + clock + " CASCADE"));
    }
}
