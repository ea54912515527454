package org.dicomcaravan.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dicomcaravan.plugin.RefusedSetting;
import org.dicomcaravan.server.http.CantListen;
import org.slf4j.Logger;

/** What a server says of itself when it is ready, or why it is not. */
final class StartReport {

    private StartReport() {}

    static void log(Logger log, ServerOptions options, Configuration configuration, Beans beans, URI uri, long nanos)
            throws IOException {
        List<Path> routes = RouteFiles.list(options.routes());
        log.info(
                "Profile {}: objects go to {}",
                configuration.text("caravan.profile"),
                beans.backend().description());
        log.info(
                "Routes: {}",
                routes.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", ")));
        beans.transcoders().transcoders().forEach(line -> log.info("Transcoder {}", line));
        beans.transcoders().conflicts().forEach(log::warn);
        beans.transcoders().problems().forEach(log::warn);
        beans.codecs().conflicts().forEach(log::warn);
        beans.codecs().problems().forEach(log::warn);
        beans.plugins().problems().forEach(log::warn);
        log.info("Stores: {}", String.join(", ", beans.stores().names()));
        log.info("Ready at {} after {} ms", uri, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** The most telling message of a failed start. */
    static String reason(Throwable failure) {
        Throwable at = failure;
        while (!(at instanceof RefusedSetting || at instanceof CantListen)
                && at.getCause() != null
                && at.getCause() != at) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }
}
