package org.dicomcaravan.cli;

import java.io.IOException;
import org.dicomcaravan.server.StateReader;
import picocli.CommandLine.Mixin;

/**
 * Whose logs to read: those of the server that is named, else those of the state that is there, else those of the server of
 * this machine.
 */
final class LogFlags {
    @Mixin
    private ClientFlags client;

    @Mixin
    private StateFlags state;

    LogSource source() throws IOException {
        if (client.hasServer()) {
            return LogSource.of(client.client());
        }
        StateReader reader = state.reader();
        return reader.isThere() ? LogSource.of(reader) : LogSource.of(client.client());
    }
}
