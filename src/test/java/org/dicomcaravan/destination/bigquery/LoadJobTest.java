package org.dicomcaravan.destination.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;
import org.dicomcaravan.table.TableSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of jobs that take their time, or fail. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LoadJobTest {
    private static final TableUri TABLE = TableUri.parse("bq://p.d.t");
    private static final String PENDING = "{\"state\":\"PENDING\"}";
    private static final String RUNNING = "{\"state\":\"RUNNING\"}";
    private static final String DONE = "{\"state\":\"DONE\"}";

    @TempDir
    Path folder;

    private ScriptedBigQuery bigQuery;
    private BigQueryTables tables;
    private Load load;

    @BeforeEach
    void open() throws IOException {
        bigQuery = new ScriptedBigQuery();
        tables = new BigQueryTables(
                BigQueryClient.of(Optional.of(bigQuery.endpoint()), Optional.empty()),
                Optional.empty(),
                Optional.empty());
        Path file = Files.writeString(folder.resolve("0.ndjson"), "{\"A\":\"x\"}\n");
        List<Column> columns = List.of(new Column(0, "A", ColumnType.STRING, false, List.of()));
        load = new Load(
                "an operation",
                TABLE,
                WriteDisposition.APPEND,
                new TableSchema(columns),
                List.of(new Shard(file, 1, columns)));
    }

    @AfterEach
    void close() {
        bigQuery.close();
    }

    private static String failed(String reason) {
        String error = "{\"reason\":\"" + reason + "\",\"message\":\"it says why\"}";
        return "{\"state\":\"DONE\",\"errorResult\":" + error + ",\"errors\":[" + error + "]}";
    }

    private static void fails(ThrowingCallable call, RpcCode code, boolean isWaitedFor, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(DestinationException.class, error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error instanceof DestinationAwayException).isEqualTo(isWaitedFor);
                })
                .hasMessageContainingAll(words);
    }

    @Test
    void isWaitedFor() throws Exception {
        bigQuery.nextJob(PENDING, RUNNING, RUNNING, DONE);
        tables.load(load, () -> {});
        assertThat(bigQuery.made()).hasSize(1);
    }

    /** As a server that stops does; the next one finds the job. */
    @Test
    void isLeftToWhoComesNext() throws Exception {
        bigQuery.nextJob(PENDING, RUNNING, DONE);
        leave();
        tables.load(load, () -> {});
        assertThat(bigQuery.made()).hasSize(1);
    }

    /** A job of the same id would be found, and have failed. */
    @Test
    void isMadeAnewWhereItMayWorkAnotherTime() throws Exception {
        bigQuery.nextJob(RUNNING, failed("backendError"))
                .nextJob(failed("rateLimitExceeded"))
                .nextJob(DONE);
        fails(
                () -> tables.load(load, () -> {}),
                RpcCode.UNAVAILABLE,
                true,
                "backendError",
                "it says why",
                "bq://p.d.t");
        fails(() -> tables.load(load, () -> {}), RpcCode.UNAVAILABLE, true, "rateLimitExceeded");
        tables.load(load, () -> {});
        tables.load(load, () -> {});
        assertThat(bigQuery.made()).hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "accessDenied, PERMISSION_DENIED",
        "quotaExceeded, RESOURCE_EXHAUSTED",
        "notFound, NOT_FOUND",
        "duplicate, ALREADY_EXISTS",
        "invalid, FAILED_PRECONDITION",
        "stopped, ABORTED"
    })
    void isNotMadeAnewWhereItWouldFailAgain(String reason, RpcCode code) {
        bigQuery.nextJob(failed(reason));
        fails(() -> tables.load(load, () -> {}), code, false, "BigQuery says (" + reason + "): it says why");
        fails(() -> tables.load(load, () -> {}), code, false, "it says why");
        assertThat(bigQuery.made()).hasSize(1);
    }

    /** Whoever cancels has to know. */
    @Test
    void whatIsNotWantedAnyMoreIsStoppedOrTold() throws Exception {
        assertThat(tables.abandon(load.id(), TABLE)).isEmpty();
        bigQuery.nextJob(RUNNING, RUNNING, RUNNING, failed("stopped"));
        leave();
        assertThat(tables.abandon(load.id(), TABLE)).isEmpty();
        assertThat(bigQuery.cancelled()).hasSize(1);

        load = new Load("another", TABLE, load.disposition(), load.schema(), load.shards());
        bigQuery.nextJob(RUNNING, RUNNING, DONE);
        leave();
        assertThat(tables.abandon(load.id(), TABLE).orElseThrow())
                .contains("Table bq://p.d.t was written all the same");
    }

    /** Stops waiting for a job that was made. */
    private void leave() {
        int made = bigQuery.made().size();
        assertThatThrownBy(() -> tables.load(load, () -> {
                    if (bigQuery.made().size() > made) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
    }

    /** Rows that lie in a bucket may be removed by others before BigQuery reads them. */
    @Test
    void rowsThatDidNotComeAreMissed() throws Exception {
        bigQuery.loadedRows(0).nextJob(DONE);
        fails(() -> tables.load(load, () -> {}), RpcCode.DATA_LOSS, false, "of 1 rows 0 came into table bq://p.d.t");
    }

    @Test
    void aDatasetThatMayNotBeSeenIsToldWithTheRolesThatAreMissing() {
        bigQuery.datasetStatus(403);
        fails(
                () -> tables.refusal(TABLE, WriteDisposition.APPEND),
                RpcCode.PERMISSION_DENIED,
                false,
                "roles/bigquery.dataEditor",
                "roles/bigquery.jobUser");
    }

    @Test
    void aBigQueryThatIsAwayMayBeAskedAgain() {
        bigQuery.close();
        fails(() -> tables.refusal(TABLE, WriteDisposition.APPEND), RpcCode.UNAVAILABLE, true, "can't be reached");
    }
}
