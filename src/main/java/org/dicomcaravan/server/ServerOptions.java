package org.dicomcaravan.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.dicomcaravan.server.routes.RouteFolders;

/**
 * How to start a server. Immutable.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param data folder of everything that the server keeps: buckets, state
 * @param config folder of {@code application.properties}, the profiles' files and {@code stores.properties}
 * @param routes folders of the pipeline, and of what a site adds to it
 * @param transcoders folder whose jars are plugins
 * @param stores stores beside those of the configuration: full name to source
 * @param resumes whether the server goes on with what earlier ones left unfinished, else only with what is started in it
 * @param management whether health and metrics are served, on their own port
 */
public record ServerOptions(
        String host,
        int port,
        Path data,
        Path config,
        RouteFolders routes,
        Path transcoders,
        Map<String, String> stores,
        boolean resumes,
        boolean management) {

    private static final int LAST_PORT = 65535;

    /** Checks the port, and copies the stores. */
    public ServerOptions {
        Objects.requireNonNull(host, "host");
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("Port " + port + " is none: expected 0 to " + LAST_PORT);
        }
        stores = Map.copyOf(stores);
    }
}
