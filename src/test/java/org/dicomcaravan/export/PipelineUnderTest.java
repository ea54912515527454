package org.dicomcaravan.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.access.Source;
import org.dicomcaravan.access.policy.ServiceAccounts;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.destination.EveryDestination;
import org.dicomcaravan.destination.duckdb.DuckTables;
import org.dicomcaravan.destination.duckdb.ParquetFiles;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.destination.folder.StagedObjects;
import org.dicomcaravan.destination.rows.BatchRows;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.Patience;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.Stores;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/** The beans of the routes over a {@link ListedStore}, a real state and real buckets; a test is the routes. */
final class PipelineUnderTest implements AutoCloseable {

    static final Patience PATIENCE = new Patience(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1));

    final ListedStore store = new ListedStore();
    final OperationStore state;
    final Pipeline pipeline;
    final FolderBuckets buckets;
    final AuditLog audit;
    final StagedObjects staged;
    final Path data;
    private final CamelContext context = new DefaultCamelContext();

    PipelineUnderTest(Path folder, int batch, boolean resumes) throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("buckets/demo"));
        state = OperationStore.open(data.resolve("state.db"));
        audit = AuditLog.open(data.resolve("audit"), new AuditLog.Limits(1, 1 << 20, 1 << 20), InstantSource.system());
        buckets = FolderBuckets.open(data);
        staged = StagedObjects.open(buckets);
        BatchRows rows = BatchRows.inFolder(data.resolve("rows"));
        ClassLoader loader = PipelineUnderTest.class.getClassLoader();
        pipeline = Pipeline.of(
                state,
                state,
                new OneStore(store),
                TranscoderChain.load(loader, Codecs.load(loader), Limits.defaults()),
                new Pipeline.Destination(
                        buckets,
                        new DuckTables(data.resolve("bigquery"), 256),
                        rows,
                        new ParquetFiles(data.resolve("scratch/parquet"), 256),
                        new EveryDestination(List.of(staged, rows))),
                new Pipeline.Oversight(ServiceAccounts::unlimited, 1000, audit),
                new Pipeline.Settings(
                        new BatchLimits(batch, 1 << 20),
                        PATIENCE,
                        new Worker("node/1", Duration.ofMinutes(5), 4, true),
                        Limits.defaults().scratch(),
                        1 << 20,
                        resumes));
    }

    PipelineUnderTest(Path folder) throws IOException {
        this(folder, 4, true);
    }

    private record OneStore(DicomStore store) implements Stores {
        @Override
        public Optional<DicomStore> find(String name) {
            return name.equals(ListedStore.NAME) ? Optional.of(store) : Optional.empty();
        }

        @Override
        public Collection<String> names() {
            return List.of(ListedStore.NAME);
        }
    }

    /** As those of the beans. */
    HeldClaims claims() {
        Worker worker = new Worker("node/1", Duration.ofMinutes(5), 4, true);
        return new HeldClaims(state.claims(), pipeline.leases(), worker, pipeline.trouble());
    }

    static ExportRequest request(Optional<String> mimeType, Optional<String> filter) {
        return new ExportRequest(
                ListedStore.NAME, "v1", new ExportTarget.Bucket("gs://demo/x", mimeType), filter, "{}");
    }

    /** A saved operation. */
    Operation started() throws ExportRefused {
        return started(Optional.empty());
    }

    Operation started(Optional<String> filter) throws ExportRefused {
        return now(pipeline.exports().start(request(Optional.empty(), filter), Source.UNKNOWN));
    }

    Operation now(String name) {
        return state.operations().find(name).orElseThrow();
    }

    Operation now(Operation operation) {
        return now(operation.name());
    }

    Exchange exchange() {
        return new DefaultExchange(context);
    }

    /** An exchange on its way for an operation. */
    Exchange exchangeOf(Operation operation) {
        Exchange exchange = exchange();
        exchange.setProperty(ExportProperties.OPERATION, operation.id());
        return exchange;
    }

    /** As Camel does when a message has gone its way. */
    static void done(Exchange exchange) {
        exchange.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onComplete(exchange));
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
        staged.close();
        buckets.close();
        audit.close();
        state.close();
    }
}
