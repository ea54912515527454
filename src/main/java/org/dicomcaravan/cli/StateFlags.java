package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.StateReader;
import picocli.CommandLine.Option;

/** Where a state is that is read without a server: where a server with the same flags would have it. */
final class StateFlags {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "A server's data, read whether the server runs or not, where no --server is named and no database"
                            + " is set. Default: data")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Settings, which say where the state of many servers is. Default: config")
    private Optional<Path> config = Optional.empty();

    StateReader reader() throws IOException {
        return new StateReader(
                data.orElseGet(() -> Home.folder("data")),
                Configuration.read(config.orElseGet(() -> Home.folder("config")), System.getenv()));
    }
}
