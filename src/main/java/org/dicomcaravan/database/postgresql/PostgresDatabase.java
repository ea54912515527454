package org.dicomcaravan.database.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of PostgreSQL, 12 or later. A call that meets a connection that broke is tried again on another for a few
 * seconds; {@link #patient} is for those who have nothing else to do. Every change is safe when its call returns: a fence
 * that a restart of PostgreSQL takes back would keep nobody out. Thread-safe.
 */
public final class PostgresDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final Map<String, String> WORDS = Map.of(
            "now", "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)",
            "forUpdate", "FOR UPDATE",
            "forShare", "FOR SHARE",
            "forKeyShare", "FOR KEY SHARE",
            "skipLocked", "FOR UPDATE SKIP LOCKED",
            "isThere", "to_regclass(:table) IS NOT NULL");

    /** So long a call waits for a server that is restarted, and a start for one that is started with it. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofSeconds(2);

    /** The first connection of a process that just starts may take so long. */
    private static final Duration UNTOLD = Duration.ofSeconds(2);

    /** So long a try waits for a connection; between tries it is seen whether anybody still waits for them. */
    private static final Duration CONNECTION = Duration.ofMillis(500);

    private final PostgresAddress address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final AtomicBoolean away = new AtomicBoolean();

    private PostgresDatabase(PostgresAddress address, Properties properties) {
        this.address = address;
        this.pool = new HikariDataSource(config(address, properties));
        this.jdbi = Jdbi.create(pool);
        WORDS.forEach(jdbi::define);
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true); // :now, where it is not used
        jdbi.registerArgument(new StorableText());
    }

    /**
     * Reaches a database, which may just be starting.
     *
     * @throws DatabaseException if it can't be reached for a minute, or refuses the user
     */
    public static PostgresDatabase open(PostgresAddress address) {
        return new PostgresDatabase(address, address.forWork()).reached(PATIENCE_AT_START);
    }

    /**
     * The same for one who only reads, and does not wait for long: changes are refused.
     *
     * @throws DatabaseException if it can't be reached, or refuses the user
     */
    public static PostgresDatabase openToRead(PostgresAddress address) {
        return new PostgresDatabase(address, address.forReading()).reached(PATIENCE);
    }

    static HikariConfig config(PostgresAddress address, Properties properties) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(address.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION.toMillis());
        config.setValidationTimeout(PROBE.toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
        config.setInitializationFailTimeout(-1); // whoever opens it looks
        config.setPoolName("state");
        return config;
    }

    private PostgresDatabase reached(Duration patience) {
        AtomicBoolean refused = new AtomicBoolean();
        try {
            new Attempts(patience, refused::get).run(() -> {
                try {
                    return jdbi.withHandle(
                            h -> h.select("SELECT 1").mapTo(Integer.class).one());
                } catch (JdbiException e) {
                    refused.set(PostgresProblem.isRefusal(e)); // which passes later, when somebody changes a password
                    throw e;
                }
            });
            return this;
        } catch (DatabaseException e) {
            close();
            throw e;
        }
    }

    /** Waits for a server that is restarted as long as a start does, which this is a part of. */
    @Override
    public void migrate(String location, String history) {
        AtomicBoolean refused = new AtomicBoolean();
        new Attempts(PATIENCE_AT_START, refused::get).run(() -> {
            try {
                PostgresMigrations.run(address, location, history);
                return history;
            } catch (DatabaseException e) {
                refused.set(!PostgresProblem.isAway(e));
                throw e;
            }
        });
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return run(PATIENCE, () -> false, handle -> handle.inTransaction(work::apply));
    }

    @Override
    public <T> T writeSoon(Function<Handle, T> work) {
        return write(work);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return run(PATIENCE, () -> false, work);
    }

    <T> T run(Duration patience, BooleanSupplier over, Function<Handle, T> work) {
        return new Attempts(patience, over).run(() -> jdbi.withHandle(work::apply));
    }

    /** Whether it is there, and no standby, nor made read-only. */
    @Override
    public void probe() {
        boolean isReadOnly = run(
                PROBE,
                () -> false,
                h -> h.select("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'")
                        .mapTo(Boolean.class)
                        .one());
        if (isReadOnly) {
            throw PostgresProblem.readOnly(name(), "transactions are read-only", null);
        }
    }

    /**
     * The same database for those whose work is nothing without it: their calls wait as long as it takes. A statement that is
     * too slow ten times in a row, on a database that is there, is an error all the same.
     *
     * @param over whether nothing is to be waited for any more, since the process ends; asked twice a second
     */
    public Database patient(BooleanSupplier over) {
        return new PatientDatabase(this, over);
    }

    @Override
    public String name() {
        return address.name();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Tries in a row at one thing. */
    private final class Attempts {
        private static final long FIRST_PAUSE_MILLIS = 20;
        private static final long LONGEST_PAUSE_MILLIS = 500;

        /** A disk that stands still for two minutes costs nothing; a statement that is never in time is wrong. */
        private static final int SLOW_TRIES = 10;

        private final long begin = System.nanoTime();
        private final long end;
        private final BooleanSupplier over;
        private int slow;
        private boolean isTold;
        private long pause = FIRST_PAUSE_MILLIS;

        Attempts(Duration patience, BooleanSupplier over) {
            this.end = System.nanoTime() + patience.toNanos();
            this.over = over;
        }

        <T> T run(Supplier<T> work) {
            while (true) {
                try {
                    T result = work.get();
                    tellThatItIsThere();
                    return result;
                } catch (JdbiException e) {
                    pauseOrThrow(e);
                } catch (DatabaseException e) { // of migrations
                    pauseOrThrow(e, false);
                }
            }
        }

        private void pauseOrThrow(JdbiException e) {
            boolean isExhausted = PostgresProblem.isWithoutConnection(e)
                    && !pool.isClosed()
                    && pool.getHikariPoolMXBean().getTotalConnections() > 0;
            DatabaseException problem = isExhausted
                    ? PostgresProblem.exhausted(name(), address.connections(), e)
                    : PostgresProblem.of(e, name());
            boolean isSlow = PostgresProblem.isSlow(e);
            slow = isSlow ? slow + 1 : 0;
            if (slow == SLOW_TRIES) {
                throw PostgresProblem.tooSlow(name(), slow, e);
            }
            if (isSlow || PostgresProblem.isLocked(e)) {
                tellOnce(problem);
            }
            pauseOrThrow(problem, isExhausted || isSlow || PostgresProblem.isCollision(e));
        }

        private void tellOnce(DatabaseException problem) {
            if (!isTold) {
                LOG.warn("{}. It is tried again", problem.getMessage());
                isTold = true;
            }
        }

        private void pauseOrThrow(DatabaseException problem, boolean isThere) {
            if (pool.isClosed()
                    || !PostgresProblem.isPassing(problem)
                    || System.nanoTime() - end > 0
                    || over.getAsBoolean()) {
                throw problem;
            }
            if (!isThere && System.nanoTime() - begin > UNTOLD.toNanos()) {
                tellThatItIsAway(problem);
            }
            sleep();
            if (over.getAsBoolean()) {
                throw problem;
            }
        }

        private void sleep() {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DatabaseException(RpcCode.UNAVAILABLE, "interrupted while it waited for " + name(), e);
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private void tellThatItIsAway(DatabaseException problem) {
        if (!away.getAndSet(true)) {
            LOG.warn("{}. What needs it waits", problem.getMessage());
        }
    }

    private void tellThatItIsThere() {
        if (away.get() && away.getAndSet(false)) {
            LOG.info("{} answers again", name());
        }
    }
}
