package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bodies that {@code gcloud healthcare dicom-stores export gcs} and {@code bq} send for the same flags. */
class ExportCallTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void objects() throws Exception {
        ExportCall call = new ExportCall(
                "gs://b/o", Optional.of("image/png"), Optional.of("gs://b/list"), Optional.empty(), false);
        assertThat(call.body())
                .isEqualTo(
                        JSON.readTree("{\"gcsDestination\": {\"uriPrefix\": \"gs://b/o\", \"mimeType\": \"image/png\"},"
                                + "\"filterConfig\": {\"resourcePathsGcsUri\": \"gs://b/list\"}}"));
    }

    @Test
    void tables() throws Exception {
        ExportCall call =
                new ExportCall("bq://p.d.t", Optional.empty(), Optional.empty(), Optional.of("write-append"), true);
        assertThat(call.body())
                .isEqualTo(JSON.readTree("{\"bigqueryDestination\": {\"tableUri\": \"bq://p.d.t\","
                        + "\"writeDisposition\": \"WRITE_APPEND\", \"force\": true}}"));
    }

    @Test
    void theFolderOfAPrefixHasNoSlashAtItsEnd() {
        assertThat(objects("gs://b/o/")).isEqualTo("b/o");
        assertThat(objects("gs://b")).isEqualTo("b");
    }

    private static String objects(String destination) {
        return new ExportCall(destination, Optional.empty(), Optional.empty(), Optional.empty(), false).objects();
    }

    @Test
    void aFormatIsAWordForAType() {
        assertThat(ExportCall.type(Optional.empty(), Optional.of("parquet")))
                .contains("application/vnd.apache.parquet");
        assertThat(ExportCall.type(Optional.of("image/png"), Optional.empty())).contains("image/png");
        assertThatThrownBy(() -> ExportCall.type(Optional.of("image/png"), Optional.of("parquet")))
                .hasMessageContaining("leave --mime-type out");
        assertThatThrownBy(() -> ExportCall.type(Optional.empty(), Optional.of("csv")))
                .hasMessageContaining("--format can be parquet alone, not csv");
    }

    @Test
    void aDispositionThatIsNoneIsWrongUsage() {
        assertThatThrownBy(() -> new ExportCall(
                        "bq://p.d.t", Optional.empty(), Optional.empty(), Optional.of("truncate"), false))
                .hasMessage("--write-disposition is write-empty, write-truncate or write-append, not truncate");
    }
}
