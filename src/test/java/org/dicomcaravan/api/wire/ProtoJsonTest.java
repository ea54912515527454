package org.dicomcaravan.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoJsonTest {

    private static String read(byte[] body) throws ApiException, IOException {
        return ProtoJson.read(new ByteArrayInputStream(body), Messages.EXPORT_DICOM_DATA_REQUEST)
                .toString();
    }

    private static String read(String body) throws ApiException, IOException {
        return read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static ApiException refusal(String body) {
        ApiException error = catchThrowableOfType(ApiException.class, () -> read(body));
        assertThat(error.status()).isEqualTo(400);
        return error;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'gcs_destination':{'uri_prefix':'gs://b'}} | {'gcsDestination':{'uriPrefix':'gs://b'}}",
                "{'gcsDestination':{'uriPrefix':'gs://b','mimeType':null},"
                        + "'filterConfig':null,'bigqueryDestination':null}"
                        + " | {'gcsDestination':{'uriPrefix':'gs://b'}}",
                "{'gcsDestination':{'uriPrefix':''}} | {'gcsDestination':{'uriPrefix':''}}",
                "{'bigqueryDestination':{'force':'true','writeDisposition':3,'schemaJson':{}}}"
                        + " | {'bigqueryDestination':{'force':true,'writeDisposition':'WRITE_APPEND','schemaJson':{}}}",
                "{'bigqueryDestination':{'write_disposition':'WRITE_EMPTY','force':false}}"
                        + " | {'bigqueryDestination':{'writeDisposition':'WRITE_EMPTY','force':false}}",
                "{'gcsDestination':{'uriPrefix':'\\ud83d\\ude00\\u00fc'}} | {'gcsDestination':{'uriPrefix':'😀ü'}}",
                "{} | {}",
            })
    void readsProto3Json(String body, String expected) throws Exception {
        assertThat(read(body)).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t"})
    void takesNothingForAnEmptyMessage(String body) throws Exception {
        assertThat(read(body)).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'output_config':{}} |"
                        + " Invalid JSON payload received. Unknown name \"output_config\": Cannot find field.",
                "{'gcsDestination':{'colour':'red'}} | Invalid JSON payload received. Unknown name \"colour\" at"
                        + " 'gcs_destination': Cannot find field.",
                "{'GcsDestination':{}} |"
                        + " Invalid JSON payload received. Unknown name \"GcsDestination\": Cannot find field.",
                "{'gcs_Destination':{}} |"
                        + " Invalid JSON payload received. Unknown name \"gcs_Destination\": Cannot find field.",
                "{'gcsDestination':{'uriPrefix':5}} | Invalid value at 'gcs_destination.uri_prefix' (TYPE_STRING), 5",
                "{'gcsDestination':{'mimeType':{}}} |"
                        + " Invalid value at 'gcs_destination.mime_type' (TYPE_STRING), an object",
                "{'gcsDestination':'gs://b'} | Invalid value at 'gcs_destination' (GcsDestination), \"gs://b\"",
                "{'gcsDestination':[{}]} |"
                        + " Invalid value at 'gcs_destination' (TYPE_MESSAGE). Proto field is not repeating,"
                        + " cannot start list.",
                "{'bigqueryDestination':{'force':'maybe'}} | Invalid value at 'bigquery_destination.force' (TYPE_BOOL),"
                        + " \"maybe\"",
                "{'gcsDestination':{'uriPrefix':'\\ud800x'}} |"
                        + " Invalid value at 'gcs_destination.uri_prefix' (TYPE_STRING):"
                        + " half a surrogate pair.",
                "[] | Invalid JSON payload received. Unknown name \"\": Root element must be a message.",
                "null | Invalid JSON payload received. Unknown name \"\": Root element must be a message.",
            })
    void saysItInGooglesWords(String body, String message) {
        assertThat(refusal(body)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | JSON",
                "{'gcsDestination': } | line 1, column",
                "export, please | JSON",
                "{} x | JSON",
                "{}{} | JSON",
                "{'a' 1} | JSON",
                "{a:1} | JSON",
                "{'bigqueryDestination':{'writeDisposition':'WRITE_TWICE'}} | WRITE_TWICE",
                "{'bigqueryDestination':{'writeDisposition':4}} | write_disposition",
                "{'bigqueryDestination':{'writeDisposition':-1}} | write_disposition",
                "{'bigqueryDestination':{'writeDisposition':[]}} | write_disposition",
                "{'gcsDestination':{},'bigqueryDestination':{}} | oneof field 'destination' is already set",
                "{'bigqueryDestination':{'schemaJson':{},'schemaFlattened':{}}} | oneof field 'schema' is already set",
                "{'gcsDestination':{},'gcs_destination':{}} | Duplicate name \"gcs_destination\"",
                "{'gcsDestination':{'uriPrefix':'a','uriPrefix':'b'}} | Duplicate name \"uriPrefix\"",
            })
    void namesTheCulprit(String body, String word) {
        assertThat(refusal(body)).hasMessageContaining(word);
    }

    @Test
    void reportsAllViolationsButNotEndlesslyMany() {
        assertThat(refusal("{'a':1,'gcsDestination':{'b':2,'uriPrefix':3}}").violations())
                .extracting(FieldViolation::field)
                .containsExactly("", "gcs_destination", "gcs_destination.uri_prefix");
        assertThat(refusal("{" + "'a':[{}],".repeat(100_000) + "'b':1}").violations())
                .hasSize(20);
    }

    @Test
    void boundsDepthAndLength() {
        assertThat(refusal("{'gcsDestination':" + "[".repeat(100_000))).hasMessageContaining("deeper");
        assertThat(refusal("{'x':" + "{'a':".repeat(100_000))).hasMessageContaining("deeper");
        assertThat(refusal("{'gcsDestination':{'uriPrefix':'gs://b/" + "x".repeat(1_000_000) + "'}}"))
                .hasMessageContaining("gcs_destination.uri_prefix");
        assertThat(refusal("{'gcsDestination':{'uriPrefix':" + "1".repeat(100_000) + "}}")
                        .getMessage())
                .hasSizeLessThan(1000);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[][] bodies = {
            "{\"gcsDestination\":{\"uriPrefix\":\"gs://b/\u00ff\"}}".getBytes(StandardCharsets.ISO_8859_1),
            "{}".getBytes(StandardCharsets.UTF_16LE),
            {'{', '"', (byte) 0xC0, (byte) 0xAE, '"', ':', '1', '}'}
        };
        for (byte[] body : bodies) {
            ApiException error = catchThrowableOfType(ApiException.class, () -> read(body));
            assertThat(error).hasMessageContaining("JSON");
            assertThat(error.status()).isEqualTo(400);
        }
    }
}
