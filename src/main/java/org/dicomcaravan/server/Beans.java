package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.main.MainListener;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.api.HealthcareApi;
import org.dicomcaravan.export.BatchLimits;
import org.dicomcaravan.export.LostHints;
import org.dicomcaravan.export.Pipeline;
import org.dicomcaravan.export.Worker;
import org.dicomcaravan.io.Scratch;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.Patience;
import org.dicomcaravan.server.http.OtherRoutes;
import org.dicomcaravan.server.http.Visitor;
import org.dicomcaravan.store.ConfiguredStores;
import org.dicomcaravan.store.StoreSources;
import org.dicomcaravan.transcode.Limits;

/** Everything that the routes name, made from options and configuration, and closed again. */
final class Beans implements Closeable {

    private static final int HUNG_CALLS = 8;

    private final Plugins plugins;
    private final BucketSources buckets;
    private final ConfiguredStores stores;
    private final State state;
    private final OperationStore operations;
    private final Heartbeat heartbeat;
    private final Backend backend;
    private final Pipeline pipeline;
    private final AccessControl access;
    private final Upkeep upkeep;
    private final HttpFront front;
    private final Optional<URI> publicUrl;
    private final Optional<BrokerCheck> broker;
    private final Optional<BrokerWatch> brokerWatch;
    private final Map<String, Object> named;
    private final AtomicReference<String> baseUrl = new AtomicReference<>("");

    /** What is closed, the latest opened first. */
    private final List<Closeable> opened;

    private Beans(ServerOptions options, Configuration configuration, List<Closeable> opened) throws IOException {
        this.opened = opened;
        access = AccessControl.read(options.config(), configuration, options.resumes());
        access.requireSafe(options.host());
        AccessWatch watch = new AccessWatch(access.files(), access.tokens());
        opened.add(0, watch);
        AuditLog audit = audit(options, configuration);
        opened.add(0, audit);
        Limits limits = limits(options, configuration);
        plugins = Plugins.open(options.transcoders(), configuration, limits);
        opened.add(0, plugins);
        plugins.check(configuration);
        Map<String, String> sources = new TreeMap<>(Configuration.stores(options.config(), options.data()));
        sources.putAll(options.stores());
        if (configuration.given("caravan.state.url").isPresent()) {
            // Such as the samples: each server would have others there.
            sources.values().removeIf(source -> source.startsWith(options.data() + "/"));
        }
        buckets = new BucketSources(options.data(), configuration);
        opened.add(0, buckets);
        stores = ConfiguredStores.of(sources, new StoreSources(List.of(buckets)));
        state = State.open(options.data(), configuration);
        opened.add(0, state);
        operations = state.calls();
        heartbeat = new Heartbeat(state);
        opened.add(0, heartbeat);
        backend = Backend.open(options.data(), configuration, state);
        opened.add(0, backend);
        pipeline = Pipeline.of(
                state.work(),
                operations,
                stores,
                plugins.transcoders(),
                new Pipeline.Destination(
                        backend.objects(), backend.tables(), backend.rows(), backend.parquet(), backend.commits()),
                new Pipeline.Oversight(
                        access.accounts(), (int) configuration.number("caravan.limit.project-operations"), audit),
                settings(options, configuration, state.worker(), limits.scratch()));
        opened.add(0, pipeline);
        upkeep = new Upkeep(
                operations.retention(),
                Duration.ofDays(configuration.number("caravan.operations.keep-days")),
                pipeline.ending()::takeBackOfEnded);
        HealthcareApi api =
                new HealthcareApi(stores, pipeline.exports(), operations, baseUrl::get, access.policies(), Visitor::of);
        publicUrl = configuration.url("caravan.public-url");
        front = HttpFront.of(options, configuration, access, api, audit, publicUrl);
        opened.add(0, front);
        opened.add(0, upkeep);
        Optional<String> brokerUrl = configuration.given("caravan.broker.url");
        broker = brokerUrl.map(BrokerCheck::new);
        broker.ifPresent(check -> opened.add(0, check));
        brokerWatch =
                broker.map(check -> new BrokerWatch(brokerUrl.orElseThrow(), check::problem, InstantSource.system()));
        brokerWatch.ifPresent(it -> opened.add(0, it));
        named = beans(api, audit, watch);
        named.putAll(Broker.beans(configuration));
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

    private static Pipeline.Settings settings(
            ServerOptions options, Configuration configuration, Worker worker, Scratch scratch) {
        return new Pipeline.Settings(
                new BatchLimits(
                        (int) configuration.number("caravan.batch.instances"),
                        configuration.number("caravan.batch.bytes")),
                new Patience(
                        Duration.ofSeconds(configuration.number("caravan.wait.pause-seconds")),
                        Duration.ofSeconds(configuration.number("caravan.wait.longest-pause-seconds")),
                        Duration.ofMinutes(configuration.number("caravan.wait.minutes"))),
                worker,
                scratch,
                configuration.number("caravan.limit.row-mebibytes") << 20,
                options.resumes());
    }

    private static Limits limits(ServerOptions options, Configuration configuration) throws IOException {
        Scratch scratch = Scratch.open(
                options.data().resolve("scratch"), configuration.number("caravan.limit.scratch-mebibytes") << 20);
        return new Limits(
                Duration.ofSeconds(configuration.number("caravan.limit.frame-seconds")),
                Duration.ofSeconds(configuration.number("caravan.limit.stall-seconds")),
                HUNG_CALLS,
                configuration.number("caravan.limit.frame-mebibytes") << 20,
                configuration.number("caravan.limit.instance-frames"),
                configuration.number("caravan.limit.instance-gibibytes") << 30,
                scratch);
    }

    private static AuditLog audit(ServerOptions options, Configuration configuration) throws IOException {
        return AuditLog.open(
                options.data().resolve("audit"),
                new AuditLog.Limits(
                        (int) configuration.number("caravan.audit.keep-days"),
                        configuration.number("caravan.audit.file-mebibytes") << 20,
                        configuration.number("caravan.audit.most-mebibytes") << 20),
                InstantSource.system());
    }

    private Map<String, Object> beans(HealthcareApi api, AuditLog audit, AccessWatch watch) {
        Map<String, Object> beans = new LinkedHashMap<>(backend.named());
        beans.put("errorsOfComponents", new ErrorsOfComponents());
        beans.put("vertx", front.vertx());
        beans.put("healthcareApi", api);
        beans.put("exports", pipeline.exports());
        beans.put("planner", pipeline.planner());
        beans.put("batchRuns", pipeline.batchRuns());
        beans.put("instances", pipeline.instances());
        beans.put("deliveries", pipeline.deliveries());
        beans.put("tables", pipeline.tables());
        beans.put("rowsFiles", pipeline.rowsFiles());
        beans.put("ending", pipeline.ending());
        beans.put("resumption", pipeline.resumption());
        beans.put("lostHints", new LostHints(InstantSource.system()));
        beans.put("errorPolicy", pipeline.errorPolicy());
        beans.put("accessCheck", watch);
        beans.put("auditCheck", new WriteCheck("audit", audit::probe));
        beans.put("workCheck", new WriteCheck("work", this::probeWork));
        beans.put("stateCheck", new WriteCheck("state", operations::probe));
        broker.ifPresent(check -> beans.put("brokerCheck", check));
        brokerWatch.ifPresent(it -> beans.put("brokerWatch", it));
        return beans;
    }

    private void probeWork() throws IOException {
        Optional<String> trouble = pipeline.trouble().now();
        if (trouble.isPresent()) {
            throw new IOException("this server takes no work for the moment: " + trouble.get());
        }
    }

    Map<String, Object> named() {
        return named;
    }

    State state() {
        return state;
    }

    Backend backend() {
        return backend;
    }

    AccessControl access() {
        return access;
    }

    Plugins plugins() {
        return plugins;
    }

    ConfiguredStores stores() {
        return stores;
    }

    MainListener listener() {
        return new PluginListener(plugins.folder().loader());
    }

    /** {@code https} where the API is served over TLS. */
    String scheme() {
        return front.scheme();
    }

    /** Where this server listens, for the URLs in its answers; to be told as soon as it is known. */
    void reachedAt(URI uri) {
        baseUrl.set(publicUrl.orElse(uri).toString().replaceFirst("/$", ""));
    }

    /** Goes on with what an earlier server left, once the routes run. How many operations are left to another one. */
    int begin(CamelContext context) {
        TranscoderMetrics.register(context, plugins.transcoders());
        broker.ifPresent(check -> check.setCamelContext(context));
        brokerWatch.ifPresent(BrokerWatch::start);
        int left = pipeline.resumption().resume(context.createProducerTemplate());
        heartbeat.start();
        upkeep.start();
        front.door().open(OtherRoutes.of(context));
        return left;
    }

    /** Stops what starts new work by itself, and lets go of what is worked on. */
    void stop() {
        front.door().shut();
        brokerWatch.ifPresent(BrokerWatch::close);
        operations.operations().halt();
        backend.letGo().run();
        buckets.letGo();
        upkeep.close();
    }

    @Override
    public void close() throws IOException {
        Closing.all(opened);
    }
}
