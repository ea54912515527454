package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.access.policy.ServiceAccounts;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RightsTest {

    private static final String DATASET = "projects/p/locations/l/datasets/d";
    private static final String STORE = DATASET + "/dicomStores/s";
    private static final ServiceAccounts ACCOUNTS =
            ServiceAccounts.of("{\"projects/p\": {\"buckets\": [\"mine\"], \"datasets\": [\"p.mine\"]}}");

    @TempDir
    Path folder;

    private OperationStore state;
    private Rights rights;

    @BeforeEach
    void open() throws IOException {
        state = OperationStore.open(folder.resolve("state.db"));
        rights = new Rights(() -> ACCOUNTS);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private static ExportRequest request(ExportTarget target, String filter) {
        return new ExportRequest(STORE, "v1", target, Optional.ofNullable(filter), "{}");
    }

    private static ExportTarget bucket(String uri) {
        return ExportTarget.below(uri, Optional.empty());
    }

    private static ExportTarget table(String uri) {
        return new ExportTarget.Table(TableUri.parse(uri), WriteDisposition.EMPTY, false, false);
    }

    private ExportRefused refusal(ExportRequest request) {
        return catchThrowableOfType(ExportRefused.class, () -> rights.require(request));
    }

    @Test
    void letsTheServiceAccountWriteWhatIsListed() {
        assertThatCode(() -> rights.require(request(bucket("gs://mine/x"), "gs://mine/filter.txt")))
                .doesNotThrowAnyException();
        assertThatCode(() -> rights.require(request(table("bq://p.mine.t"), null)))
                .doesNotThrowAnyException();
        assertThatCode(() -> rights.require(request(bucket("gs://is no bucket"), null)))
                .doesNotThrowAnyException(); // what is malformed is refused as that
    }

    @Test
    void refusesEverythingElseInGooglesWords() {
        ExportRefused bucket = refusal(request(bucket("gs://theirs/x"), null));
        assertThat(bucket.code()).isEqualTo(RpcCode.PERMISSION_DENIED);
        assertThat(bucket)
                .hasMessageStartingWith("Healthcare API doesn't have required Cloud Storage permission. See"
                        + " https://cloud.google.com/healthcare/docs/how-tos/permissions-healthcare-api-gcp-products")
                .hasMessageContaining("gs://theirs");
        ExportRefused parquet = refusal(
                request(ExportTarget.below("gs://theirs/x", Optional.of("application/vnd.apache.parquet")), null));
        assertThat(parquet.code()).isEqualTo(RpcCode.PERMISSION_DENIED);
        ExportRefused filter = refusal(request(bucket("gs://mine/x"), "gs://theirs/f"));
        assertThat(filter.field()).contains("filterConfig.resourcePathsGcsUri");
        ExportRefused table = refusal(request(table("bq://p.theirs.t"), null));
        assertThat(table)
                .hasMessageContaining("bigquery.dataEditor role to your project's service account")
                .hasMessageContaining("p.theirs");
    }
}
