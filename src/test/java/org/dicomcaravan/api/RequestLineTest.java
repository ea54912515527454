package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.dicomcaravan.api.RequestLine.Routed;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineTest {

    private static final String DATASET = "projects/p/locations/l/datasets/d";

    /** The methods of export-api.md, sections 1.1, 1.3 and 1.4, and the log. */
    private static final Map<String, Class<? extends Call>> CALLS = Map.ofEntries(
            Map.entry("POST /v1/" + DATASET + "/dicomStores/s:export", Call.ExportDicomStore.class),
            Map.entry("POST /v1beta1/" + DATASET + "/dicomStores/s%3Aexport", Call.ExportDicomStore.class),
            Map.entry("GET /v1/" + DATASET + "/dicomStores/s", Call.GetDicomStore.class),
            Map.entry("HEAD /v1/" + DATASET + "/dicomStores/s", Call.GetDicomStore.class),
            Map.entry("GET /v1/" + DATASET + "/dicomStores/s:getDICOMStoreMetrics", Call.GetDicomStoreMetrics.class),
            Map.entry("GET /v1/" + DATASET + "/dicomStores", Call.ListDicomStores.class),
            Map.entry("GET /v1/" + DATASET, Call.GetDataset.class),
            Map.entry("GET /v1/projects/p/locations/l/datasets", Call.ListDatasets.class),
            Map.entry("GET /v1/projects/example.com:p/locations/l", Call.GetLocation.class),
            Map.entry("GET /v1alpha2/projects/p/locations", Call.ListLocations.class),
            Map.entry("GET /v1/" + DATASET + "/operations/1", Call.GetOperation.class),
            Map.entry("GET http://any.host/v1/" + DATASET + "/operations", Call.ListOperations.class),
            Map.entry("POST /v1/" + DATASET + "/operations/1:cancel", Call.CancelOperation.class),
            Map.entry("GET /v1/" + DATASET + "/operations/1/log", Call.ReadOperationLog.class));

    private static Routed route(String line) throws ApiException {
        int space = line.indexOf(' ');
        return RequestLine.route(line.substring(0, space), line.substring(space + 1));
    }

    @Test
    void findsEveryCall() throws ApiException {
        for (Map.Entry<String, Class<? extends Call>> entry : CALLS.entrySet()) {
            assertThat(route(entry.getKey()).call()).as(entry.getKey()).isInstanceOf(entry.getValue());
        }
        assertThat(List.<Object>copyOf(CALLS.values())).contains((Object[]) Call.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @CsvSource({"v1,V1", "v1beta1,V1BETA1", "v1alpha2,V1ALPHA2"})
    void knowsTheVersions(String path, ApiVersion version) throws ApiException {
        assertThat(route("GET /" + path + "/" + DATASET).version()).isEqualTo(version);
    }

    @Test
    void decodesNames() throws ApiException {
        Routed routed = route("POST /v1/projects/p%C3%BC/locations/l+x/datasets/d/dicomStores/%73%20t:export");
        assertThat(routed.call().resource()).hasToString("projects/p\u00fc/locations/l+x/datasets/d/dicomStores/s t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/" + DATASET + "/dicomStores/s:exportt",
                "POST /v1/" + DATASET + "/dicomStores/s:",
                "POST /v1/" + DATASET + "/dicomStores/s:Export",
                "POST /v1/" + DATASET + ":export",
                "GET /v1/" + DATASET + "/dicomStores/s/x",
                "GET /v1/" + DATASET + "//dicomStores/s",
                "GET /v1/" + DATASET + "/operations/1/log/x",
                "GET /v1/" + DATASET + "/operations/1:cancel/log",
                "GET /v1/projects",
                "GET /v1/projects/p",
                "GET /v1",
                "GET /",
                "GET //",
                "GET ",
                "GET *",
                "GET /v2/" + DATASET,
                "GET /V1/" + DATASET,
                "GET /v1/Projects/p/locations"
            })
    void refusesWhatIsNothing(String line) {
        ApiException error = catchThrowableOfType(ApiException.class, () -> route(line));
        assertThat(error.status()).isEqualTo(404);
        assertThat(error.code()).isEqualTo(RpcCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2e%2e",
                "%2E",
                "..",
                ".",
                "s%2Fx",
                "s%5c..%5c..",
                "s%00",
                "s%0d%0aX-Kit:%20yes:export",
                "%E2%80%AEs",
                "",
                "%",
                "%4",
                "%zz",
                "%ff%fe",
                "%c0%ae",
                "s\u00fc"
            })
    void refusesNamesThatCantBe(String name) {
        for (String line : new String[] {"/dicomStores/" + name + ":export", "/operations/" + name + ":cancel"}) {
            ApiException error = catchThrowableOfType(ApiException.class, () -> route("POST /v1/" + DATASET + line));
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.getMessage()).doesNotContainPattern("\\p{C}");
        }
    }

    @Test
    void refusesLongNamesAndShortensThem() {
        ApiException error = catchThrowableOfType(
                ApiException.class, () -> route("GET /v1/" + DATASET + "/operations/" + "x".repeat(3000)));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.getMessage()).hasSizeLessThan(500);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/dicomStores/s:export,POST",
        "DELETE,/dicomStores/s,'GET, HEAD'",
        "POST,/operations,'GET, HEAD'",
        "get,/operations,'GET, HEAD'",
        "GET,/operations/1:cancel,POST",
        "TRACE,/dicomStores/s,'GET, HEAD'"
    })
    void namesTheMethodsThatThereAre(String method, String path, String allowed) {
        ApiException error = catchThrowableOfType(ApiException.class, () -> route(method + " /v1/" + DATASET + path));
        assertThat(error.status()).isEqualTo(405);
        assertThat(error.allow()).isEqualTo(allowed);
    }
}
