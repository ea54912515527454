package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's routes with a pause before each object, so that an export can be met in its middle. */
final class SlowRoutes {

    private SlowRoutes() {}

    /** Writes the stage files that differ into a folder, for {@link RunningServer#start}. */
    static Path in(Path folder, int milliseconds) throws IOException {
        return pausing(folder, "constant: \"" + milliseconds + "\"");
    }

    /** The same, with pauses of as many milliseconds as a system property says each time. */
    static Path bySystemProperty(Path folder, String property) throws IOException {
        return pausing(folder, "simple: \"${sys." + property + "}\"");
    }

    private static Path pausing(Path folder, String expression) throws IOException {
        String deliver = Files.readString(Path.of("routes/deliver.camel.yaml"));
        String steps = "      steps:\n";
        assertThat(deliver).containsOnlyOnce("uri: direct:deliver\n" + steps);
        Path routes = Files.createDirectories(folder.resolve("slow"));
        String pause = "        - delay:\n            asyncDelayed: false\n            " + expression + "\n";
        Files.writeString(
                routes.resolve("deliver.camel.yaml"),
                deliver.replace("uri: direct:deliver\n" + steps, "uri: direct:deliver\n" + steps + pause));
        return routes;
    }
}
