package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.destination.EveryDestination;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.bigquery.BigQueryClient;
import org.dicomcaravan.destination.bigquery.BigQueryTables;
import org.dicomcaravan.destination.duckdb.DuckTables;
import org.dicomcaravan.destination.duckdb.ParquetFiles;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.destination.folder.StagedObjects;
import org.dicomcaravan.destination.google.BucketStaging;
import org.dicomcaravan.destination.google.CheckedStorageComponent;
import org.dicomcaravan.destination.google.GoogleCommits;
import org.dicomcaravan.destination.google.GoogleShards;
import org.dicomcaravan.destination.google.GoogleStorage;
import org.dicomcaravan.destination.rows.BatchRows;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.text.Quoted;

/**
 * The destination that the configuration names, with what the routes need of it.
 *
 * @param description for the log, at start
 * @param objects its buckets
 * @param tables its tables
 * @param rows what is on its way to them
 * @param parquet makes a file of that
 * @param commits the end of a batch in all of them
 * @param letGo ends calls that wait for it, now and later
 * @param named what its Camel component looks for in the registry
 * @param resources closed in this order
 */
record Backend(
        String description,
        ObjectStore objects,
        TableStore tables,
        BatchRows rows,
        ParquetFiles parquet,
        ObjectCommits commits,
        Runnable letGo,
        Map<String, Object> named,
        List<Closeable> resources)
        implements Closeable {

    private static final String ROWS = "caravan.rows";

    /**
     * Opens it.
     *
     * @throws IOException if it can't be used
     * @throws IllegalArgumentException if {@code caravan.objects} is none that is known
     */
    static Backend open(Path data, Configuration configuration, State state) throws IOException {
        String objects = configuration.text("caravan.objects");
        return switch (objects) {
            case "bucket" -> folders(data, configuration, state);
            case "google-storage" -> google(data, configuration, state);
            default ->
                throw new IllegalArgumentException(
                        "Property caravan.objects is " + Quoted.of(objects) + ": expected bucket or google-storage");
        };
    }

    private static Backend folders(Path data, Configuration configuration, State state) throws IOException {
        requireRowsHere(configuration);
        if (state.shared().isPresent()) {
            throw new IllegalArgumentException(
                    "Property caravan.objects is bucket, and caravan.state.url is set: folders as buckets are one server's, also"
                            + " on a share, since objects are staged, locked and made safe on its own disk, and tables are"
                            + " files of DuckDB; set caravan.objects to google-storage, or leave caravan.state.url empty");
        }
        FolderBuckets buckets = FolderBuckets.open(data);
        StagedObjects staged = StagedObjects.open(buckets);
        BatchRows rows = BatchRows.inFolder(data.resolve("rows"));
        return new Backend(
                "folders under " + FolderBuckets.root(data),
                buckets,
                new DuckTables(DuckTables.root(data), duckMebibytes(configuration)),
                rows,
                parquet(data, configuration),
                new EveryDestination(List.of(staged, rows)),
                () -> {},
                Map.of("stagedObjects", staged, "recordsCheck", new WriteCheck("records", buckets::probe)),
                List.of(rows, staged, buckets));
    }

    private static Backend google(Path data, Configuration configuration, State state) throws IOException {
        Optional<String> endpoint = endpoint(configuration, "caravan.gcs.endpoint");
        CloudStorage cloud = connect(
                configuration,
                Duration.ofSeconds(configuration.number("caravan.gcs.stall-seconds")),
                Duration.ofSeconds(configuration.number("caravan.gcs.patience-seconds")));
        GoogleStorage storage = new GoogleStorage(cloud, (int) configuration.number("caravan.gcs.uploads"));
        GoogleCommits commits = GoogleCommits.open(storage, state.sent(data.resolve("sent.db")));
        Optional<ObjectPrefix> shared = prefix(configuration, ROWS);
        Path folder = data.resolve("rows");
        BatchRows rows = shared.isPresent()
                // Of its own, since what belongs to no operation that is known is removed.
                ? BatchRows.inBucket(
                        folder, new GoogleShards(storage, shared.get().folder(commits.installation())))
                : BatchRows.inFolder(folder);
        Optional<String> tables = endpoint(configuration, "caravan.bigquery.endpoint");
        Optional<String> project = configuration.given("caravan.bigquery.project");
        BigQueryClient client = BigQueryClient.of(tables, project);
        return new Backend(
                "Cloud Storage" + at(endpoint) + ", tables to BigQuery" + at(tables)
                        + shared.map(prefix -> " by way of " + prefix).orElse(""),
                storage,
                new BigQueryTables(
                        client,
                        project,
                        prefix(configuration, "caravan.bigquery.staging")
                                .map(prefix -> new BucketStaging(storage, prefix))),
                rows,
                parquet(data, configuration),
                new EveryDestination(List.of(commits, rows)),
                cloud::letGo,
                Map.of(
                        "storageClient",
                        storage.client(),
                        "google-storage-component",
                        new CheckedStorageComponent(storage, commits, data.resolve("scratch")),
                        "bigQuery",
                        client.connectionFactory()),
                List.of(rows, commits, cloud));
    }

    /** The Cloud Storage that the configuration names. */
    static CloudStorage connect(Configuration configuration, Duration stall, Duration patience) throws IOException {
        return CloudStorage.connect(new CloudStorage.Settings(
                endpoint(configuration, "caravan.gcs.endpoint"),
                configuration.given("caravan.gcs.credentials"),
                stall,
                patience));
    }

    private static Optional<String> endpoint(Configuration configuration, String property) {
        return configuration.url(property).map(URI::toString);
    }

    private static String at(Optional<String> endpoint) {
        return endpoint.map(url -> " at " + url).orElse("");
    }

    private static Optional<ObjectPrefix> prefix(Configuration configuration, String property) {
        return configuration.given(property).map(uri -> {
            try {
                return ObjectPrefix.parse(uri);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Property " + property + " is " + Quoted.of(uri) + ": " + e.getMessage(), e);
            }
        });
    }

    private static void requireRowsHere(Configuration configuration) {
        configuration.given(ROWS).ifPresent(uri -> {
            throw new IllegalArgumentException(
                    "Property " + ROWS + " is " + Quoted.of(uri) + ", but buckets are folders of this machine here"
                            + " (caravan.objects=bucket), and rows stay in the data folder: remove it, or deliver to"
                            + " Cloud Storage (CARAVAN_PROFILE=google)");
        });
    }

    private static ParquetFiles parquet(Path data, Configuration configuration) {
        return new ParquetFiles(data.resolve("scratch/parquet"), duckMebibytes(configuration));
    }

    private static long duckMebibytes(Configuration configuration) {
        return configuration.number("caravan.tables.duckdb-mebibytes");
    }

    @Override
    public void close() throws IOException {
        Closing.all(resources);
    }
}
