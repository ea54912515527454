package org.dicomcaravan.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.postgresql.PostgresDatabase;
import org.dicomcaravan.database.sqlite.SqliteReader;
import org.dicomcaravan.operation.SavedState;
import org.dicomcaravan.operation.StateException;

/** Where the state of servers is, for one who only looks at it: in a data folder, or in a database that they share. Immutable. */
public final class StateReader {
    private static final int CONNECTIONS = 2;

    private final Path file;
    private final Configuration configuration;
    private final Optional<String> url;

    /** The state that a server would have with this data folder and this configuration. */
    public StateReader(Path data, Configuration configuration) {
        this.file = State.file(data);
        this.configuration = configuration;
        this.url = configuration.given("caravan.state.url");
    }

    /** Whether there is one to look at: a shared one always, that of a data folder once a server has worked there. */
    public boolean isThere() {
        return url.isPresent() || Files.exists(file);
    }

    /**
     * Opens it.
     *
     * @throws IOException if it can't be reached or read, or is none; the message says why, and what to do
     */
    public SavedState open() throws IOException {
        try {
            return SavedState.of(database());
        } catch (StateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Database database() throws IOException {
        if (url.isPresent()) {
            return State.connect(url.get(), configuration, CONNECTIONS, PostgresDatabase::openToRead);
        }
        if (!Files.exists(file)) {
            throw new IOException(
                    "There is no state: " + file + " is not there, since no server has worked in that data"
                            + " folder; name another one by --data, or a database by caravan.state.url");
        }
        return new SqliteReader(file);
    }
}
