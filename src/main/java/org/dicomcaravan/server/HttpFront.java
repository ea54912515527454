package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.api.HealthcareApi;
import org.dicomcaravan.server.http.Authentication;
import org.dicomcaravan.server.http.Bodies;
import org.dicomcaravan.server.http.ConnectionLimits;
import org.dicomcaravan.server.http.Door;
import org.dicomcaravan.server.http.Guard;
import org.dicomcaravan.server.http.GuardedVertx;
import org.dicomcaravan.server.http.Quota;
import org.dicomcaravan.server.http.Tls;

/**
 * What stands before the API: its HTTP servers, and who is let in.
 *
 * @param door to be opened when the routes run
 * @param vertx whose servers Camel starts
 * @param scheme that they speak, {@code http} or {@code https}
 * @param resources closed in this order
 */
record HttpFront(Door door, GuardedVertx vertx, String scheme, List<Closeable> resources) implements Closeable {

    /**
     * Makes it.
     *
     * @throws IOException if a file of TLS is not what it should be
     */
    static HttpFront of(
            ServerOptions options,
            Configuration configuration,
            AccessControl access,
            HealthcareApi api,
            AuditLog audit,
            Optional<URI> publicUrl)
            throws IOException {
        Optional<Tls> tls = tls(options, configuration);
        Authentication authentication = new Authentication(access.tokens());
        Quota quota = new Quota(configuration.number("caravan.http.requests-per-minute"));
        Guard guard = new Guard(authentication, api::require, quota, audit);
        Door door = new Door(options.port(), publicUrl, api::admit, guard, bodies(configuration));
        GuardedVertx vertx;
        try {
            vertx = GuardedVertx.open(door, limits(configuration), tls);
        } catch (IOException | RuntimeException e) {
            authentication.close();
            throw e;
        }
        return new HttpFront(door, vertx, tls.isPresent() ? "https" : "http", List.of(vertx.closing(), authentication));
    }

    /** A server that does one export is called by nobody but its own process. */
    private static Optional<Tls> tls(ServerOptions options, Configuration configuration) {
        return options.resumes()
                ? Tls.of(
                        configuration.given(Tls.CERTIFICATE),
                        configuration.given(Tls.KEY),
                        configuration.given(Tls.CLIENT_AUTHORITY))
                : Optional.empty();
    }

    private static Bodies bodies(Configuration configuration) {
        return new Bodies(
                configuration.number("caravan.http.bodies-mebibytes") << 20,
                Duration.ofSeconds(configuration.number("caravan.http.request-seconds")));
    }

    private static ConnectionLimits limits(Configuration configuration) {
        return new ConnectionLimits(
                Duration.ofSeconds(configuration.number("caravan.http.idle-seconds")),
                Duration.ofSeconds(configuration.number("caravan.http.request-seconds")),
                (int) configuration.number("caravan.http.connections"));
    }

    @Override
    public void close() throws IOException {
        Closing.all(resources);
    }
}
