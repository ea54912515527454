import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.postgresql.PostgresAddress;
import org.dicomcaravan.database.postgresql.PostgresDatabase;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.OperationStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Times the state in PostgreSQL; {@code bench/state} runs it.
 *
 * <pre>java -cp … State.java URL USER PASSWORD BATCHES RUN</pre>
 *
 * In a schema of its own, which is gone at the end.
 */
final class State {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int SERVERS = 2;
    private static final int THREADS_EACH = 2;
    private static final int WARM_UP = 2000;
    private static final int LOOKS = 200;

    private final Jdbi tables;
    private final List<OperationStore> servers;
    private final int batches;
    private final int run;
    private final AtomicLong statements = new AtomicLong();
    private long begun;

    private State(Jdbi tables, List<PostgresDatabase> databases, int batches, int run) {
        this.tables = tables;
        this.servers = databases.stream()
                .map(database -> OperationStore.shared(new Counted(database)))
                .toList();
        this.batches = batches;
        this.run = run;
    }

    public static void main(String[] arguments) throws Exception {
        String base = arguments[0];
        String url = base + (base.contains("?") ? "&" : "?") + "currentSchema=caravan_bench";
        Jdbi tables = Jdbi.create(url, arguments[1], arguments[2]);
        tables.useHandle(h -> h.execute("DROP SCHEMA IF EXISTS caravan_bench CASCADE"));
        tables.useHandle(h -> h.execute("CREATE SCHEMA caravan_bench"));
        List<PostgresDatabase> databases = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            databases.add(PostgresDatabase.open(
                    new PostgresAddress(url, Optional.of(arguments[1]), Optional.of(arguments[2]), 10)));
        }
        try {
            new State(tables, databases, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])).time();
        } finally {
            databases.forEach(PostgresDatabase::close);
            tables.useHandle(h -> h.execute("DROP SCHEMA caravan_bench CASCADE"));
        }
    }

    private void time() throws Exception {
        String dataset = "projects/p/locations/l/datasets/d";
        long operation = servers.get(0)
                .operations()
                .create(new NewOperation(dataset, dataset + "/dicomStores/s", "v1", "ExportDicomData", "{}"))
                .id();
        servers.get(0).plans().begin(operation);
        plan(operation, 1, batches);
        work(operation, 1, WARM_UP, "warm-up");
        work(operation, WARM_UP + 1, run, "of " + batches + " planned");
        look("of " + batches + " planned");
        done(operation);
        plan(operation, batches + 1, 2 * run);
        work(operation, batches + 1, run, "after " + batches + " done");
        look("after " + batches + " done");
        scans();
    }

    /** Rows as a planner makes them, but for the fingerprints. */
    private void plan(long operation, int from, int count) {
        tables.useTransaction(h -> {
            h.execute(
                    "INSERT INTO batch (operation_id, number, state, instances)"
                            + " SELECT ?, n, 'PLANNED', 10 FROM generate_series(?::bigint, ?::bigint) n",
                    operation,
                    from,
                    from + count - 1);
            h.execute(
                    "INSERT INTO batch_items SELECT ?, n, 'items of ' || n FROM generate_series(?::bigint, ?::bigint) n",
                    operation,
                    from,
                    from + count - 1);
            h.execute(
                    "UPDATE operation SET state = 'RUNNING', batches = batches + ?, instances = instances + 10 * ? WHERE id = ?",
                    count,
                    count,
                    operation);
        });
        tables.useHandle(h -> h.execute("ANALYZE"));
    }

    private void done(long operation) {
        tables.useTransaction(h -> {
            h.execute("UPDATE batch SET state = 'DONE', success = instances WHERE state = 'PLANNED'");
            h.execute("DELETE FROM batch_items");
            h.execute(
                    "UPDATE operation SET batches_done = batches, settled = instances, success = instances WHERE id = ?",
                    operation);
        });
    }

    private void work(long operation, int from, int count, String what) throws Exception {
        AtomicLong next = new AtomicLong(from);
        List<Long> claims = new ArrayList<>();
        List<Long> reports = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        statements.set(0);
        begun = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < SERVERS * THREADS_EACH; i++) {
            OperationStore server = servers.get(i % SERVERS);
            running.add(threads.submit(() -> {
                for (long number = next.getAndIncrement(); number < from + count; number = next.getAndIncrement()) {
                    long start = System.nanoTime();
                    Batch batch = server.batches().lease(operation, number, "node", LEASE).orElseThrow();
                    long claimed = System.nanoTime();
                    server.batches().report(batch, 10, 0, List.of());
                    long reported = System.nanoTime();
                    synchronized (claims) {
                        claims.add(claimed - start);
                        reports.add(reported - claimed);
                    }
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        threads.shutdown();
        double seconds = (System.nanoTime() - begun) / 1e9;
        print(what + ", claim", claims);
        print(what + ", report", reports);
        System.out.printf(
                Locale.ROOT,
                "%-28s %.0f a second, %.2f statements and 2 commits a batch%n",
                what,
                count / seconds,
                statements.get() / (double) count);
    }

    /** What each server asks now and then. */
    private void look(String what) {
        List<Long> operations = new ArrayList<>();
        List<Long> due = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            long start = System.nanoTime();
            servers.get(0).lifecycle().due();
            long looked = System.nanoTime();
            if (servers.get(0).dueBatches().due(100).size() != 100) {
                throw new IllegalStateException("fewer than 100 batches are due");
            }
            due.add(System.nanoTime() - looked);
            operations.add(looked - start);
        }
        print(what + ", operations due", operations);
        print(what + ", batches due", due);
    }

    private void scans() {
        tables.useHandle(h -> h.createQuery("""
                        SELECT relname, seq_scan, seq_tup_read, idx_scan FROM pg_stat_user_tables
                        WHERE schemaname = 'caravan_bench' AND relname LIKE 'batch%' ORDER BY 1
                        """)
                .mapToMap()
                .forEach(System.out::println));
    }

    private static void print(String what, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-28s p50 %.2f ms, p99 %.2f ms, longest %.1f ms%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                Arrays.stream(sorted).max().orElse(0) / 1e6);
    }

    /** The database, and how many statements it is asked. */
    private final class Counted implements Database {
        private final Database database;
        private final SqlLogger counter = new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.incrementAndGet();
            }

            @Override
            public void logException(StatementContext context, SQLException e) {
                statements.incrementAndGet();
            }
        };

        Counted(Database database) {
            this.database = database;
        }

        private <T> Function<Handle, T> counted(Function<Handle, T> work) {
            return handle -> {
                handle.setSqlLogger(counter);
                return work.apply(handle);
            };
        }

        @Override
        public void migrate(String location, String history) {
            database.migrate(location, history);
        }

        @Override
        public <T> T write(Function<Handle, T> work) {
            return database.write(counted(work));
        }

        @Override
        public <T> T writeSoon(Function<Handle, T> work) {
            return database.writeSoon(counted(work));
        }

        @Override
        public <T> T read(Function<Handle, T> work) {
            return database.read(counted(work));
        }

        @Override
        public void probe() {
            database.probe();
        }

        @Override
        public String name() {
            return database.name();
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
