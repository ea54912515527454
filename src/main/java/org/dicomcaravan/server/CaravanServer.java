package org.dicomcaravan.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.DefaultMainShutdownStrategy;
import org.apache.camel.main.Main;
import org.dicomcaravan.server.routes.RouteFiles;
import org.dicomcaravan.server.routes.RouteReview;
import org.dicomcaravan.server.routes.RouteRules;
import org.dicomcaravan.server.routes.RouteSet;
import org.dicomcaravan.server.routes.RouteSettings;
import org.dicomcaravan.server.settings.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: Camel, with the routes of a folder and the beans that they name. It answers when {@link #start}
 * returns, and goes on with the operations that an earlier one left unfinished.
 *
 * <p>One server at a time works on a data folder. Thread-safe.
 */
public final class CaravanServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaravanServer.class);

    private static final String MANAGEMENT_PORT = "caravan.management.port";

    private final Main main;
    private final Beans beans;
    private final URI uri;
    private final int unfinishedOfOthers;
    private final CountDownLatch closed = new CountDownLatch(1);

    private CaravanServer(Main main, Beans beans, URI uri, int unfinishedOfOthers) {
        this.main = main;
        this.beans = beans;
        this.uri = uri;
        this.unfinishedOfOthers = unfinishedOfOthers;
    }

    /**
     * Starts a server.
     *
     * @throws IOException if a folder can't be used, a configuration or route is wrong, or the port is taken; the
     *     message says which, and what was expected
     */
    public static CaravanServer start(ServerOptions options) throws IOException {
        return start(options, System.getenv());
    }

    /**
     * The same with another environment than that of this process.
     *
     * @param environment variables by name
     */
    public static CaravanServer start(ServerOptions options, Map<String, String> environment) throws IOException {
        long began = System.nanoTime();
        DataFolder.make(options.data());
        Beans beans = null;
        Main main = new Main();
        try {
            Configuration configuration = Configuration.read(options.config(), environment);
            RouteSet routes = routes(options);
            configuration.check(RouteSettings.named(routes));
            refuse(RouteFiles.missing(routes));
            RouteReview.outdated(routes).forEach(LOG::warn);
            RouteSet.ignored(options.routes()).forEach(LOG::warn);
            beans = Beans.make(options, configuration);
            configure(main, options, configuration, beans);
            main.configure().addRoutesBuilder(routes.builder());
            main.start();
            RouteRules.check(main.getCamelContext());
            URI uri = URI.create(beans.scheme() + "://" + authority(options.host()) + ":"
                    + port(main.getCamelContext(), options.port()));
            beans.reachedAt(uri);
            int unfinishedOfOthers = beans.begin(main.getCamelContext());
            tellOfHealth(main.getCamelContext(), options, configuration);
            LOG.info("Routes: {}", String.join(", ", routes.names()));
            StartReport.log(LOG, options, configuration, beans, uri, System.nanoTime() - began);
            return new CaravanServer(main, beans, uri, unfinishedOfOthers);
        } catch (Exception e) {
            stop(main, beans);
            throw new IOException("The server can't start: " + reason(options, e), e);
        }
    }

    private static void refuse(List<String> problems) throws IOException {
        if (!problems.isEmpty()) {
            throw new IOException(String.join("\n", problems));
        }
    }

    /** Where Camel refuses a route, the file and the line say more than it does. */
    private static String reason(ServerOptions options, Exception failure) {
        if (failure.getClass().getName().startsWith("org.apache.camel.")) {
            try {
                List<String> problems = RouteFiles.validate(
                        RouteSet.read(options.routes()),
                        Configuration.read(options.config(), System.getenv())::value,
                        CaravanServer.class.getClassLoader());
                if (!problems.isEmpty()) {
                    return String.join("\n", problems);
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("The routes can't be looked at", e);
            }
        }
        return StartReport.reason(failure);
    }

    private static RouteSet routes(ServerOptions options) throws IOException {
        Path folder = options.routes().own();
        if (!Files.isDirectory(folder)) {
            throw new IOException("Folder " + folder
                    + " of routes is not there, or no folder: expected the *.camel.yaml files"
                    + " that are the pipeline; name it by --routes");
        }
        RouteSet routes = RouteSet.read(options.routes());
        if (routes.isEmpty()) {
            throw new IOException("Folder " + folder + " has no routes: expected the *.camel.yaml files that are"
                    + " the pipeline; name another one by --routes");
        }
        return routes;
    }

    private static void configure(Main main, ServerOptions options, Configuration configuration, Beans beans) {
        Properties properties = configuration.properties();
        properties.setProperty("camel.main.routes-include-pattern", "false");
        properties.setProperty("camel.server.enabled", "true");
        properties.setProperty("camel.server.fileUploadEnabled", "false");
        properties.setProperty("camel.server.host", options.host());
        properties.setProperty("camel.server.port", Integer.toString(options.port()));
        properties.setProperty("camel.management.enabled", Boolean.toString(options.management()));
        properties.setProperty("camel.management.healthCheckEnabled", "true");
        properties.setProperty("camel.management.metricsEnabled", "true");
        properties.setProperty("camel.metrics.enabled", Boolean.toString(options.management()));
        properties.setProperty("camel.management.host", configuration.text("caravan.management.host"));
        properties.setProperty("camel.management.port", Integer.toString(managementPort(options, configuration)));
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties);
        if (main.getShutdownStrategy() instanceof DefaultMainShutdownStrategy own) {
            // Camel's hook may come while ours stops the context, and would have that wait for its own end, for 35 s.
            own.disableHangupSupport();
        }
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withName("dicom-caravan");
        main.configure().withAutoConfigurationLogSummary(false);
        main.configure().withShutdownTimeout(20);
        main.addMainListener(beans.listener());
        beans.named().forEach(main::bind);
    }

    private static void tellOfHealth(CamelContext context, ServerOptions options, Configuration configuration) {
        int asked = managementPort(options, configuration);
        if (options.management() && asked != options.port()) {
            String host = authority(configuration.text("caravan.management.host"));
            String there = "http://" + host + ":" + port(context, asked);
            LOG.info("Health at {}/observe/health/ready, metrics at {}/observe/metrics", there, there);
        }
    }

    private static int managementPort(ServerOptions options, Configuration configuration) {
        int port = (int) configuration.number(MANAGEMENT_PORT);
        if (options.management() && port != 0 && port == options.port()) {
            throw new IllegalArgumentException(
                    "Port " + port + " is asked for twice, by --port and by " + MANAGEMENT_PORT + " ("
                            + Setting.variable(MANAGEMENT_PORT) + "): health and metrics need one of their own");
        }
        return port;
    }

    /** The port that is really listened on, where 0 was asked for; the management server has its own. */
    private static int port(CamelContext context, int asked) {
        return context.hasServices(VertxPlatformHttpServer.class).stream()
                .filter(server -> server.getConfigurationPort() == asked)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No HTTP server was started on port " + asked))
                .getPort();
    }

    private static String authority(String host) {
        return switch (host) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    /** Where it listens, {@code http(s)://host:port}. */
    public URI uri() {
        return uri;
    }

    /** How many operations earlier processes left unfinished that this server does not go on with. */
    public int unfinishedOfOthers() {
        return unfinishedOfOthers;
    }

    /** Waits until the server is closed. */
    public void awaitStop() throws InterruptedException {
        closed.await();
    }

    /** Stops: requests that are on their way are answered, batches that are at work are given up and done again later. */
    @Override
    public void close() {
        stop(main, beans);
        closed.countDown();
    }

    private static void stop(Main main, Beans beans) {
        if (beans != null) {
            beans.stop();
        }
        main.stop();
        if (beans == null) {
            return;
        }
        try {
            beans.close();
        } catch (IOException e) {
            LOG.warn("Not everything was closed in order: {}", e.getMessage());
        }
    }
}
