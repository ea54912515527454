package org.dicomcaravan.destination.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.TableStore.Loaded;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.google.BucketStaging;
import org.dicomcaravan.destination.google.GoogleStorage;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;
import org.dicomcaravan.table.TableSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables by what a query in a BigQuery emulator finds. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("environment")
class BigQueryTablesTest {

    @TempDir
    Path folder;

    private BigQueryEmulator emulator;
    private TableUri table;
    private BigQueryTables tables;

    @BeforeEach
    void connect() {
        emulator = BigQueryEmulator.required();
        table = TableUri.parse("bq://" + BigQueryEmulator.PROJECT + "." + emulator.dataset() + ".instances");
        tables = new BigQueryTables(
                BigQueryClient.of(Optional.of(emulator.endpoint()), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    private Load load(String id, WriteDisposition disposition, List<Column> columns, String... rows)
            throws IOException {
        Path file = folder.resolve(id + ".ndjson");
        Files.write(file, List.of(rows));
        String unique = id + " of " + table.uri();
        return new Load(
                unique,
                table,
                disposition,
                new TableSchema(columns),
                List.of(new Shard(
                        file,
                        Files.readAllLines(file).stream()
                                .filter(line -> !line.isEmpty())
                                .count(),
                        columns)));
    }

    private Load one(String id, WriteDisposition disposition) throws IOException {
        return load(id, disposition, List.of(text("A")), "{\"A\":\"" + id + "\"}");
    }

    private static Column text(String name) {
        return new Column(0, name, ColumnType.STRING, false, List.of());
    }

    private static Column records(String name, Column... fields) {
        return new Column(0, name, ColumnType.RECORD, true, List.of(fields));
    }

    private List<String> all(String what) throws InterruptedException {
        return emulator.query("SELECT " + what + " FROM `" + table.project() + "." + table.dataset() + "."
                + table.table() + "` ORDER BY 1");
    }

    @Test
    void aTableThatIsThereIsKeptReplacedOrAddedTo() throws Exception {
        assertThat(tables.refusal(table, WriteDisposition.ABSENT)).isEmpty();
        assertThat(tables.load(one("1", WriteDisposition.ABSENT), () -> {})).isEqualTo(new Loaded(1, 1));
        for (WriteDisposition disposition : List.of(WriteDisposition.ABSENT, WriteDisposition.EMPTY)) {
            assertThat(tables.refusal(table, disposition))
                    .get()
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(RpcCode.ALREADY_EXISTS));
            assertThatThrownBy(() -> tables.load(one("2 " + disposition, disposition), () -> {}))
                    .isInstanceOf(DestinationException.class)
                    .hasMessageContaining(table.uri() + " exists already");
        }
        assertThat(all("A")).containsExactly("1");
        assertThat(tables.load(one("3", WriteDisposition.APPEND), () -> {})).isEqualTo(new Loaded(2, 1));
        assertThat(all("A")).containsExactly("1", "3");
        Load other = load("4", WriteDisposition.TRUNCATE, List.of(text("B")), "{\"B\":\"4\"}");
        assertThat(tables.load(other, () -> {})).isEqualTo(new Loaded(1, 1));
        assertThat(all("B")).containsExactly("4");
    }

    @Test
    void anEmptyTableMayBeFilled() throws Exception {
        Load empty = new Load(
                UUID.randomUUID().toString(),
                table,
                WriteDisposition.ABSENT,
                TableSchema.of(List.of(), true),
                List.of());
        assertThat(tables.load(empty, () -> {})).isEqualTo(new Loaded(0, 7));
        assertThat(tables.refusal(table, WriteDisposition.ABSENT)).isPresent();
        assertThat(tables.refusal(table, WriteDisposition.EMPTY)).isEmpty();
        assertThat(tables.load(
                        load("1", WriteDisposition.EMPTY, empty.schema().columns(), "{\"Type\":\"x\"}"), () -> {}))
                .isEqualTo(new Loaded(1, 7));
    }

    /** As after a kill between the load and the report. */
    @Test
    void theSameLoadIsDoneOnce() throws Exception {
        tables.load(one("1", WriteDisposition.ABSENT), () -> {});
        Load again = one("2", WriteDisposition.APPEND);
        tables.load(again, () -> {});
        BigQueryTables restarted = new BigQueryTables(
                BigQueryClient.of(Optional.of(emulator.endpoint()), Optional.empty()),
                Optional.empty(),
                Optional.empty());
        assertThat(restarted.load(again, () -> {})).isEqualTo(new Loaded(2, 1));
        assertThat(restarted.load(one("1", WriteDisposition.ABSENT), () -> {})).isEqualTo(new Loaded(2, 1));
        assertThat(all("A")).containsExactly("1", "2");
    }

    /** Of fields in records the emulator says that it adds them, and does not: see {@link FieldsTest}. */
    @Test
    void columnsAreAddedBehindThoseThatAreThere() throws Exception {
        tables.load(one("x", WriteDisposition.ABSENT), () -> {});
        Load added = load("2", WriteDisposition.APPEND, List.of(text("Z"), text("A")), "{\"Z\":\"z\"}");
        assertThat(tables.load(added, () -> {})).isEqualTo(new Loaded(2, 2));
        assertThat(emulator.query("SELECT TO_JSON_STRING(r) FROM `" + table.dataset() + ".instances` r ORDER BY A"))
                .containsExactly("{\"A\":null,\"Z\":\"z\"}", "{\"A\":\"x\",\"Z\":null}");
    }

    @Test
    void aColumnOfAnotherTypeIsAConflictThatChangesNothing() throws Exception {
        tables.load(
                load("1", WriteDisposition.ABSENT, List.of(records("S", text("B"))), "{\"S\":[{\"B\":\"y\"}]}"),
                () -> {});
        Column number = new Column(0, "B", ColumnType.INTEGER, false, List.of());
        Load other = load("2", WriteDisposition.APPEND, List.of(text("A"), records("S", number)), "{\"A\":\"x\"}");
        assertThatThrownBy(() -> tables.load(other, () -> {}))
                .isInstanceOf(DestinationException.class)
                .hasMessageContainingAll("column S.B", "STRING", "INTEGER", table.uri());
        assertThat(emulator.client()
                        .getTable(TableId.of(table.dataset(), table.table()))
                        .getDefinition()
                        .getSchema()
                        .getFields())
                .extracting(Field::getName)
                .containsExactly("S");
    }

    /** An error in the middle of the rows; the same load is not done again, since it would end in the same way. */
    @Test
    void aLoadThatFailsLeavesTheTableAsItWas() throws Exception {
        tables.load(one("1", WriteDisposition.ABSENT), () -> {});
        Load broken = load("2", WriteDisposition.TRUNCATE, List.of(text("A")), "{\"A\":\"x\"}", "{\"A\":");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> tables.load(broken, () -> {}))
                    .isInstanceOfSatisfying(
                            DestinationException.class,
                            error -> assertThat(error.code()).isEqualTo(RpcCode.FAILED_PRECONDITION))
                    .hasMessageContainingAll(table.uri(), "BigQuery says (invalid)");
        }
        assertThat(all("A")).containsExactly("1");
    }

    /** Closing an upload would finish it, with the rows that were sent. */
    @Test
    void anUploadThatIsBrokenOffMakesNoTable() throws Exception {
        Load large = load(
                "1",
                WriteDisposition.ABSENT,
                List.of(text("A")),
                ("{\"A\":\"" + "x".repeat(1000) + "\"}\n").repeat(1000));
        AtomicInteger checks = new AtomicInteger();
        assertThatThrownBy(() -> tables.load(large, () -> {
                    if (checks.incrementAndGet() == 3) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        assertThat(emulator.client().getTable(TableId.of(table.dataset(), table.table())))
                .isNull();
        assertThat(tables.load(large, () -> {})).isEqualTo(new Loaded(1000, 1));
    }

    @Test
    void aDatasetThatIsNotThereIsNamed() throws Exception {
        TableUri nowhere = TableUri.parse("bq://" + BigQueryEmulator.PROJECT + ".nothing.instances");
        assertThat(tables.refusal(nowhere, WriteDisposition.TRUNCATE)).get().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(RpcCode.NOT_FOUND);
            assertThat(refusal).hasMessageContaining("dataset demo.nothing does not exist");
        });
    }

    /** What else lies beside them stays. */
    @Test
    void rowsMayLieInABucketWhileTheyAreLoaded() throws Exception {
        String gcs = System.getenv("CARAVAN_GCS_ENDPOINT");
        assumeTrue(gcs != null, "CARAVAN_GCS_ENDPOINT is not set: no Cloud Storage emulator to test with");
        String bucket = "staging-" + UUID.randomUUID();
        try (CloudStorage cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(gcs)))) {
            GoogleStorage storage = new GoogleStorage(cloud, 4);
            storage.client().create(BucketInfo.of(bucket));
            BlobId other = BlobId.of(bucket, "rows/other.ndjson");
            storage.client().create(BlobInfo.newBuilder(other).build(), new byte[1]);
            BigQueryTables staged = new BigQueryTables(
                    BigQueryClient.of(Optional.of(emulator.endpoint()), Optional.empty()),
                    Optional.empty(),
                    Optional.of(new BucketStaging(storage, ObjectPrefix.parse("gs://" + bucket + "/rows"))));
            Load first = one("1", WriteDisposition.ABSENT);
            Shard second = one("2", WriteDisposition.ABSENT).shards().get(0);
            Load both = new Load(
                    first.id(),
                    table,
                    WriteDisposition.ABSENT,
                    first.schema(),
                    List.of(first.shards().get(0), second));
            AtomicInteger checks = new AtomicInteger();
            assertThatThrownBy(() -> staged.load(both, () -> {
                        if (checks.incrementAndGet() == 2) {
                            throw new IllegalStateException("stopped");
                        }
                    }))
                    .hasMessage("stopped");
            assertThat(storage.client().list(bucket).streamAll()).hasSize(2);
            assertThat(staged.abandon(both.id(), table)).isEmpty();
            assertThat(storage.client().list(bucket).streamAll()).hasSize(1);
            assertThat(staged.load(both, () -> {})).isEqualTo(new Loaded(2, 1));
            assertThat(all("A")).containsExactly("1", "2");
            assertThat(storage.client().list(bucket).streamAll().map(Blob::getBlobId))
                    .extracting(BlobId::getName)
                    .containsExactly(other.getName());
            Load empty = new Load("none of " + table.uri(), table, WriteDisposition.APPEND, first.schema(), List.of());
            assertThat(staged.load(empty, () -> {})).isEqualTo(new Loaded(2, 1));
        }
    }
}
