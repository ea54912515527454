package org.dicomcaravan.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.access.token.BearerTokens;
import org.dicomcaravan.access.token.ProviderAway;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.DirectoryStore;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.store.Stores;
import org.slf4j.Logger;

/** What a server says of itself when it is ready, or why it is not. */
final class StartReport {

    private StartReport() {}

    static void log(Logger log, ServerOptions options, Configuration configuration, Beans beans, URI uri, long nanos)
            throws IOException {
        log.info(
                "Profile {}: objects go to {}",
                configuration.text("caravan.profile"),
                beans.backend().description());
        beans.state().description().ifPresent(log::info);
        PlainConnections.of(configuration).forEach(log::warn);
        if (beans.state().shared().isEmpty()
                && configuration.given("caravan.broker.url").isPresent()) {
            log.warn(
                    "The queues are on a broker, and the state is in a file of this server (caravan.broker.alone): no other"
                            + " server may use these queues. Several share their state, too: set CARAVAN_STATE_URL;"
                            + " see docs/cluster.md");
        }
        if (options.resumes()) {
            log.info("{}", beans.access().description());
            tellOfPlainHttp(log, options, uri);
        }
        Plugins plugins = beans.plugins();
        plugins.transcoders().transcoders().forEach(line -> log.info("Transcoder {}", line));
        plugins.transcoders().conflicts().forEach(log::warn);
        plugins.codecs().conflicts().forEach(log::warn);
        plugins.problems().forEach(log::warn);
        beans.stores().sources().forEach((name, source) -> log.info("Store {}: {}", name, source));
        if (options.resumes()) {
            Thread look =
                    new Thread(() -> tellOfStoresThatAreAway(log, beans.stores(), options.data()), "look-at-stores");
            look.setDaemon(true); // a share that hangs is no reason not to start
            look.start();
            beans.access().tokens().ifPresent(tokens -> lookForProvider(log, tokens));
        }
        log.info(
                "Ready at {}, listening on {}, after {} ms", uri, options.host(), TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private static void tellOfPlainHttp(Logger log, ServerOptions options, URI uri) {
        if (!AccessControl.isLoopback(options.host()) && uri.getScheme().equals("http")) {
            log.warn(
                    "The server listens on {} without TLS: whoever is on the network between can read tokens, and use"
                            + " them. Set caravan.tls.certificate and caravan.tls.key; see docs/security.md",
                    options.host());
        }
    }

    private static void lookForProvider(Logger log, BearerTokens tokens) {
        Thread look = new Thread(
                () -> {
                    try {
                        tokens.reach();
                    } catch (ProviderAway e) {
                        log.warn("{}. Callers are answered with 503 until it can be asked", e.getMessage());
                    }
                },
                "look-for-provider");
        look.setDaemon(true);
        look.start();
    }

    private static void tellOfStoresThatAreAway(Logger log, Stores stores, Path data) {
        for (String name : stores.names()) {
            DicomStore store = stores.find(name).orElseThrow();
            try {
                if (store instanceof DirectoryStore && isMadeWhenAskedFor(Path.of(store.toString()), data)) {
                    continue;
                }
                if (store.isEmpty()) {
                    log.warn("DICOM store {} is empty: {}. If it should not be, {}", name, store, store.remedy());
                }
            } catch (StoreAwayException e) {
                log.warn(
                        "DICOM store {} is not there: {}, {}. Exports of it are refused until it is: {}",
                        name,
                        e.getMessage(),
                        store,
                        store.remedy());
            }
        }
    }

    /** As the command line does with samples; but a bucket is made by who runs the server. */
    private static boolean isMadeWhenAskedFor(Path store, Path data) {
        Path own = data.toAbsolutePath().normalize();
        return store.startsWith(own) && !store.startsWith(FolderBuckets.root(own));
    }

    /**
     * Why a start failed: the sentence of whoever found out. What others wrapped around it is left aside, and what it
     * came from says less; where only Camel has something to say, the innermost of that says most.
     */
    static String reason(Throwable failure) {
        Throwable at = failure;
        while (isWrapping(at) && at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        if (at instanceof FileSystemException file) {
            return FileProblem.sentence(file);
        }
        return at.getMessage() == null ? at.toString() : at.getMessage();
    }

    private static boolean isWrapping(Throwable failure) {
        String type = failure.getClass().getName();
        return failure.getMessage() == null
                || type.startsWith("org.apache.camel.")
                || type.startsWith("java.util.concurrent.")
                || failure instanceof UncheckedIOException;
    }
}
