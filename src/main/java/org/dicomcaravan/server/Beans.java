package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.main.MainListener;
import org.dicomcaravan.api.HealthcareApi;
import org.dicomcaravan.api.HttpErrors;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.export.BatchLimits;
import org.dicomcaravan.export.BatchRuns;
import org.dicomcaravan.export.Deliveries;
import org.dicomcaravan.export.ErrorPolicy;
import org.dicomcaravan.export.Exports;
import org.dicomcaravan.export.Instances;
import org.dicomcaravan.export.Planner;
import org.dicomcaravan.export.Resumption;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.store.ConfiguredStores;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.TranscoderChain;
import org.dicomcaravan.transcode.TranscoderPlugins;

/** Everything that the routes name, made from options and configuration, and closed again. */
final class Beans implements Closeable {

    /** One server a data folder: its name as a worker stays the same after a restart. */
    private static final String NODE = "local";

    private static final int HUNG_CALLS = 8;

    private final TranscoderPlugins plugins;
    private final Codecs codecs;
    private final TranscoderChain transcoders;
    private final ConfiguredStores stores;
    private final OperationStore operations;
    private final Backend backend;
    private final Upkeep upkeep;
    private final ImpatientVertx vertx;
    private final Duration requests;
    private final Map<String, Object> named;
    private final AtomicReference<String> baseUrl = new AtomicReference<>("");

    /** Adds to {@code opened} what it opened so far, the latest first. */
    private Beans(ServerOptions options, Configuration configuration, List<Closeable> opened) throws IOException {
        plugins = TranscoderPlugins.open(options.transcoders(), CaravanServer.class.getClassLoader());
        opened.add(0, plugins);
        codecs = Codecs.load(plugins.loader(), settings(configuration, "caravan.codec."));
        transcoders = TranscoderChain.load(
                plugins.loader(),
                codecs,
                limits(options, configuration),
                settings(configuration, "caravan.transcoder."));
        Map<String, String> sources = new TreeMap<>(Configuration.stores(options.config(), options.data()));
        sources.putAll(options.stores());
        stores = ConfiguredStores.of(sources);
        operations = OperationStore.open(options.data().resolve("state.db"));
        opened.add(0, operations::close);
        operations.batches().releaseLeases(NODE);
        backend = Backend.open(options.data(), configuration);
        opened.add(0, backend);
        upkeep = new Upkeep(
                operations.retention(),
                Duration.ofDays(configuration.number("caravan.operations.keep-days", 1, 36500)));
        requests = Duration.ofSeconds(configuration.number("caravan.http.request-seconds", 1, 86400));
        vertx = ImpatientVertx.open(Duration.ofSeconds(configuration.number("caravan.http.idle-seconds", 1, 86400)));
        opened.add(0, vertx.closing());
        named = named(configuration);
    }

    /** Makes everything; where a part fails, those before it are closed again. */
    static Beans make(ServerOptions options, Configuration configuration) throws IOException {
        List<Closeable> opened = new ArrayList<>();
        try {
            return new Beans(options, configuration, opened);
        } catch (IOException | RuntimeException e) {
            try {
                Closing.all(opened);
            } catch (IOException late) {
                e.addSuppressed(late);
            }
            throw e;
        }
    }

    private static Limits limits(ServerOptions options, Configuration configuration) throws IOException {
        Path scratch = Files.createDirectories(options.data().resolve("scratch"));
        return new Limits(
                Duration.ofSeconds(configuration.number("caravan.limit.frame-seconds", 1, 86400)),
                Duration.ofSeconds(configuration.number("caravan.limit.stall-seconds", 1, 86400)),
                HUNG_CALLS,
                configuration.number("caravan.limit.frame-mebibytes", 1, 1 << 20) << 20,
                scratch);
    }

    /** {@code caravan.transcoder.jpeg.quality} is the setting {@code jpeg.quality} of the transcoders. */
    private static Map<String, String> settings(Configuration configuration, String prefix) {
        Map<String, String> settings = new TreeMap<>();
        configuration.properties().forEach((name, value) -> {
            if (name.toString().startsWith(prefix)) {
                settings.put(name.toString().substring(prefix.length()), value.toString());
            }
        });
        return settings;
    }

    private Map<String, Object> named(Configuration configuration) {
        Exports exports = new Exports(operations.operations(), stores, transcoders, backend.objects());
        BatchLimits limits = new BatchLimits(
                (int) configuration.number("caravan.batch.instances", 1, 100_000),
                configuration.number("caravan.batch.bytes", 1, Long.MAX_VALUE));
        Map<String, Object> beans = new LinkedHashMap<>(backend.named());
        HealthcareApi api = new HealthcareApi(stores, exports, operations.operations(), operations.log(), baseUrl::get);
        beans.put("vertx", vertx);
        beans.put("healthcareApi", api);
        beans.put("exports", exports);
        beans.put(
                "planner",
                new Planner(operations.operations(), operations.plans(), operations.batches(), exports, limits));
        beans.put(
                "batches",
                new BatchRuns(operations.operations(), operations.batches(), exports, backend.commits(), NODE));
        beans.put("instances", new Instances(transcoders, backend.commits()));
        beans.put("deliveries", new Deliveries());
        beans.put("errorPolicy", new ErrorPolicy());
        return beans;
    }

    Map<String, Object> named() {
        return named;
    }

    Backend backend() {
        return backend;
    }

    Codecs codecs() {
        return codecs;
    }

    TranscoderChain transcoders() {
        return transcoders;
    }

    TranscoderPlugins plugins() {
        return plugins;
    }

    ConfiguredStores stores() {
        return stores;
    }

    List<MainListener> listeners(int port) {
        return List.of(new PluginListener(plugins.loader()), new HttpErrors(port, requests));
    }

    /** Where this server is reached, for the URLs in its answers; to be told as soon as it is known. */
    void reachedAt(URI uri) {
        baseUrl.set(uri.toString());
    }

    /** Goes on with what an earlier server left, once the routes run. */
    void begin(CamelContext context) {
        new Resumption(operations.operations()).resume(context.createProducerTemplate());
        upkeep.start();
    }

    /** Stops what starts new work by itself, and lets go of what is worked on. */
    void stop() {
        operations.operations().halt();
        upkeep.close();
    }

    @Override
    public void close() throws IOException {
        upkeep.close();
        Closing.all(List.<Closeable>of(vertx.closing(), backend, operations::close, plugins));
    }
}
