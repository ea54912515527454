package org.dicomcaravan.cli;

import java.io.IOException;
import java.util.function.Consumer;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.SavedState;
import org.dicomcaravan.server.StateReader;

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

    /** A state, whether servers work on it or not; it is not changed. */
    static LogSource of(StateReader state) {
        return (operation, lines) -> {
            try (SavedState saved = state.open()) {
                Consumer<LogEntry> entries = entry -> lines.accept(LogLine.of(entry));
                if (!saved.readLog(operation, entries)) {
                    throw new ServerRefusal(404, saved.name() + " has no operation " + operation);
                }
            }
        };
    }
}
