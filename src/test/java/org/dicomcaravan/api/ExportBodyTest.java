package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.ApiVersion;
import org.dicomcaravan.api.wire.FieldViolation;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.export.ExportRequest;
import org.dicomcaravan.export.ExportTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportBodyTest {

    private static ExportBody read(String json) throws Exception {
        return ExportBody.of((ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    @Test
    void becomesARequest() throws Exception {
        ExportBody body = read("{'gcsDestination':{'uriPrefix':'gs://b/x/','mimeType':''}}");
        ExportRequest request = body.request("the/store", ApiVersion.V1BETA1);
        assertThat(request.store()).isEqualTo("the/store");
        assertThat(request.apiVersion()).isEqualTo("v1beta1");
        assertThat(request.target()).isEqualTo(new ExportTarget.Bucket("gs://b/x/", Optional.empty()));
        assertThat(request.filterGcsUri()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | destination",
                "{'filterConfig':{'resourcePathsGcsUri':'gs://b/f'}} | destination",
                "{'gcsDestination':{}} | gcs_destination.uri_prefix",
                "{'gcsDestination':{'uriPrefix':''}} | gcs_destination.uri_prefix",
                "{'bigqueryDestination':{}} | bigquery_destination.table_uri",
                "{'bigqueryDestination':{'tableUri':'p.d.t'}} | bigquery_destination.table_uri",
                "{'bigqueryDestination':{'tableUri':'bq://p.d.t','changeDataCaptureConfig':{}}}"
                        + " | bigquery_destination.change_data_capture_config",
                "{'gcsDestination':{'uriPrefix':'gs://b'},'filterConfig':{}} | filter_config.resource_paths_gcs_uri",
            })
    void namesTheFieldThatIsMissingOrWrong(String json, String field) {
        ApiException error = catchThrowableOfType(ApiException.class, () -> read(json));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.violations()).extracting(FieldViolation::field).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bq://p.d.t",
                "bq://my-project.data_set.table",
                "bq://example.com:p.d.t",
                "bq://p.d.T\u00e4ble-1 x",
                "bq://p.d.\u03b1\u03b2"
            })
    void takesTables(String uri) throws Exception {
        assertThat(read("{'bigqueryDestination':{'tableUri':'" + uri
                                + "','changeDataCaptureConfig':{},'schemaJson':{}}}")
                        .request("the/store", ApiVersion.V1)
                        .target())
                .isEqualTo(new ExportTarget.Table(TableUri.parse(uri), WriteDisposition.ABSENT, false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p.d.t",
                "bq://p.d",
                "bq://..",
                "bq://p..t",
                "bq://p.d.",
                "bq://.d.t",
                "bq://p.../../x.t",
                "bq://p.d-d!.t",
                "bq://p.d.t; DROP TABLE x",
                "bq://p.d.t$20240101",
                "bq://p.d.t/x",
                "BQ://p.d.t",
                "bq://p.d.t`",
                "bq:p.d.t",
                "bq://p/../q.d.t",
                "bq://p.d.t'",
                "bq://p.d.t\\n"
            })
    void refusesOtherTables(String uri) {
        String json = "{\"bigqueryDestination\":{\"tableUri\":\"" + uri + "\"}}";
        ApiException error = catchThrowableOfType(
                ApiException.class, () -> ExportBody.of((ObjectNode) new ObjectMapper().readTree(json)));
        assertThat(error).hasMessageContaining("bigqueryDestination.tableUri").hasMessageNotContaining("\n");
    }

    @Test
    void refusesLongTables() {
        assertThat(catchThrowableOfType(
                        ApiException.class,
                        () -> read("{'bigqueryDestination':{'tableUri':'bq://p.d." + "t".repeat(2000) + "'}}")))
                .hasMessageContaining("tableUri")
                .hasMessageContaining("2000");
        assertThat(catchThrowableOfType(
                        ApiException.class,
                        () -> read("{'bigqueryDestination':{'tableUri':'bq://p.d." + "\u00e4".repeat(513) + "'}}")))
                .hasMessageContaining("1024 bytes");
    }
}
