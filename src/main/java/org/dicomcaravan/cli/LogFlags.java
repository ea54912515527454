package org.dicomcaravan.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose logs to read. */
final class LogFlags {
    @Mixin
    private ClientFlags client;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "A server's data, read whether the server runs or not, where no --server is named. Default: data")
    private Optional<Path> data = Optional.empty();

    LogSource source() {
        return LogSource.of(client, data.orElseGet(() -> Home.folder("data")));
    }
}
