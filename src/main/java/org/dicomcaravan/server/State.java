package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.postgresql.PostgresAddress;
import org.dicomcaravan.database.postgresql.PostgresDatabase;
import org.dicomcaravan.database.sqlite.SqliteFile;
import org.dicomcaravan.destination.google.SentRecord;
import org.dicomcaravan.export.Worker;
import org.dicomcaravan.operation.Fences;
import org.dicomcaravan.operation.OperationStore;

/**
 * Where the state is: in a file of the data folder, for one server, or in a database of PostgreSQL, for several.
 *
 * @param calls for what a caller waits for
 * @param work for those who have nothing else to do: waits for a database that is away, until the server stops
 * @param shared the database, and its view that waits, where servers share it
 * @param node as the site calls this server
 * @param worker this server among those that share the state
 */
record State(OperationStore calls, OperationStore work, Optional<Shared> shared, String node, Worker worker)
        implements Closeable {

    /** A database that servers share. */
    record Shared(PostgresDatabase database, Database patient) {}

    private static final int BYTES_OF_START = 4;

    /**
     * Opens it.
     *
     * @throws IOException if it can't be
     */
    static State open(Path data, Configuration configuration) throws IOException {
        String node = configuration.given("caravan.node.name").orElseGet(State::hostName);
        Optional<String> url = configuration.given("caravan.state.url");
        Worker worker = new Worker(
                node + "/" + start(),
                Duration.ofSeconds(configuration.number("caravan.lease.seconds")),
                (int) configuration.number("caravan.workers"),
                url.isEmpty());
        if (url.isEmpty()) {
            OperationStore state = OperationStore.open(file(data));
            state.batches().releaseAll();
            return new State(state, state, Optional.empty(), node, worker);
        }
        PostgresDatabase database = connect(url.get(), configuration);
        try {
            OperationStore calls = OperationStore.shared(database);
            Shared shared = new Shared(database, database.patient(calls.operations()::isHalted));
            return new State(calls, calls.by(shared.patient()), Optional.of(shared), node, worker);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The file of a data folder. */
    static Path file(Path data) {
        return data.resolve("state.db");
    }

    /** The database that the configuration names by {@code caravan.state.url}. */
    private static PostgresDatabase connect(String url, Configuration configuration) throws IOException {
        return connect(
                url, configuration, (int) configuration.number("caravan.state.connections"), PostgresDatabase::open);
    }

    /** The same with so many connections, opened in some way. */
    static PostgresDatabase connect(
            String url,
            Configuration configuration,
            int connections,
            Function<PostgresAddress, PostgresDatabase> opening)
            throws IOException {
        try {
            return opening.apply(new PostgresAddress(
                    url,
                    configuration.given("caravan.state.url.user"),
                    configuration.given("caravan.state.url.password"),
                    connections));
        } catch (IllegalArgumentException e) {
            throw new IOException("Property caravan.state.url: " + e.getMessage(), e);
        } catch (DatabaseException e) {
            throw new IOException("The state can't be reached by caravan.state.url: " + e.getMessage(), e);
        }
    }

    /** Tells this start of a node from others, so that what an earlier one leased is not taken for its own. */
    private static String start() {
        byte[] bytes = new byte[BYTES_OF_START];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host that does not know its own name
        }
    }

    /** Where it is written down what was sent to Cloud Storage: in a file, or in the database that servers share. */
    SentRecord sent(Path file) {
        return shared.map(it -> new SentRecord(it.patient(), Optional.of(Fences.OF_BATCH)))
                .orElseGet(() -> SentRecord.ofOne(new SqliteFile(file)));
    }

    /** For the log. */
    Optional<String> description() {
        return shared.map(it -> "Node " + node + ": state in " + it.database().name());
    }

    @Override
    public void close() {
        calls.operations().halt();
        calls.close();
    }
}
