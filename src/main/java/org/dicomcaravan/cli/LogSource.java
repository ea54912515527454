package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.SavedLog;

/** Where the log of an operation is read. */
interface LogSource {

    /**
     * Reads a log from its beginning to its end.
     *
     * @param operation full name of the operation, or the last part of it
     * @throws ServerRefusal if there is no such operation
     */
    void read(String operation, Consumer<LogLine> lines) throws IOException, InterruptedException, ServerRefusal;

    /** That of a server. */
    static LogSource of(HealthcareClient client) {
        return (operation, lines) -> client.log(ResourceNames.operation(client, operation), lines);
    }

    /** The state in a data folder, whether a server works on it or not; it is not changed. */
    static LogSource of(Path state) {
        return (operation, lines) -> {
            try (SavedLog log = SavedLog.open(state)) {
                Consumer<LogEntry> entries = entry -> lines.accept(LogLine.of(entry));
                if (!log.read(operation, entries)) {
                    throw new ServerRefusal(404, state + " has no operation " + operation);
                }
            }
        };
    }

    /**
     * The server that was named, else the state in the data folder, else the server of this machine.
     *
     * @param data the data folder
     */
    static LogSource of(ClientFlags flags, Path data) {
        Path state = data.resolve("state.db");
        return !flags.hasServer() && Files.exists(state) ? of(state) : of(flags.client());
    }
}
