package org.dicomcaravan.api;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dicomcaravan.ApiPage;
import org.dicomcaravan.access.policy.Policies;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.ApiVersion;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.ConfiguredStores;
import org.dicomcaravan.store.StoreSources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTableTest {

    private static final String DATASET = "projects/p/locations/l/datasets/d";

    /**
     * The methods of export-api.md, sections 1.1, 1.3 and 1.4, the log and what was asked for, with the permission that
     * Google asks for each (cloud.google.com/healthcare-api/docs/access-control).
     */
    private static final Map<String, String> CALLS = Map.ofEntries(
            entry("POST /v1/" + DATASET + "/dicomStores/s:export", "healthcare.dicomStores.export"),
            entry("POST /v1beta1/" + DATASET + "/dicomStores/s%3Aexport", "healthcare.dicomStores.export"),
            entry("GET /v1/" + DATASET + "/dicomStores/s", "healthcare.dicomStores.get"),
            entry("HEAD /v1/" + DATASET + "/dicomStores/s", "healthcare.dicomStores.get"),
            entry("GET /v1/" + DATASET + "/dicomStores/s:getDICOMStoreMetrics", "healthcare.dicomStores.get"),
            entry("GET /v1/" + DATASET + "/dicomStores", "healthcare.dicomStores.list"),
            entry("GET /v1/" + DATASET, "healthcare.datasets.get"),
            entry("GET /v1/projects/p/locations/l/datasets", "healthcare.datasets.list"),
            entry("GET /v1/projects/example.com:p/locations/l", "healthcare.locations.get"),
            entry("GET /v1alpha2/projects/example.com:p/locations", "healthcare.locations.list"),
            entry("GET /v1/" + DATASET + "/operations/1", "healthcare.operations.get"),
            entry("GET http://any.host/v1/" + DATASET + "/operations", "healthcare.operations.list"),
            entry("POST /v1/" + DATASET + "/operations/1:cancel", "healthcare.operations.cancel"),
            entry("GET /v1/" + DATASET + "/operations/1/log", "healthcare.operations.get"),
            entry("GET /v1/" + DATASET + "/operations/1/request", "healthcare.operations.get"),
            entry("GET /v1/" + DATASET + "/requests", "healthcare.operations.list"),
            entry("GET /v1/" + DATASET + ":getIamPolicy", "healthcare.datasets.getIamPolicy"),
            entry("POST /v1/" + DATASET + ":setIamPolicy", "healthcare.datasets.setIamPolicy"),
            entry("POST /v1/" + DATASET + ":testIamPermissions", ""),
            entry("GET /v1/" + DATASET + "/dicomStores/s:getIamPolicy", "healthcare.dicomStores.getIamPolicy"),
            entry("POST /v1/" + DATASET + "/dicomStores/s:setIamPolicy", "healthcare.dicomStores.setIamPolicy"),
            entry("POST /v1/" + DATASET + "/dicomStores/s:testIamPermissions", ""));

    @TempDir
    static Path folder;

    private static OperationStore state;
    private static MethodTable table;

    @BeforeAll
    static void open() throws IOException {
        state = OperationStore.open(folder.resolve("state.db"));
        Catalog catalog = new Catalog(List::of, List::of);
        Permissions permissions = new Permissions(Policies::open, state.operations());
        table = new MethodTable(
                new StoreMethods(catalog, ConfiguredStores.of(Map.of(), new StoreSources(List.of())), permissions),
                new ExportMethod((request, caller) -> "none"),
                new OperationMethods(state, () -> "http://localhost"),
                new IamMethods(Policies::open, permissions, catalog));
    }

    @AfterAll
    static void close() {
        state.close();
    }

    private static MethodTable.Routed route(String line) throws ApiException {
        int space = line.indexOf(' ');
        return table.route(line.substring(0, space), line.substring(space + 1));
    }

    private static ApiException refusal(String line) {
        return catchThrowableOfType(ApiException.class, () -> route(line));
    }

    @Test
    void hasEveryMethodAndNoOther() throws ApiException {
        Set<ApiMethod> found = new HashSet<>();
        for (Map.Entry<String, String> call : CALLS.entrySet()) {
            ApiMethod method = route(call.getKey()).method();
            assertThat(method.permission()).as(call.getKey()).isEqualTo(call.getValue());
            found.add(method);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(table.methods());
    }

    /** The table of docs/api.md, row by row. */
    @Test
    void isWhatThePageSays() throws IOException {
        assertThat(table.methods().stream()
                        .map(method -> new ApiPage.Answered(
                                method.name(),
                                method.verb() + " " + method.path(),
                                method.permission(),
                                method.parameters().stream().sorted().toList())))
                .containsExactlyInAnyOrderElementsOf(ApiPage.answered());
    }

    @ParameterizedTest
    @CsvSource({"v1,V1", "v1beta1,V1BETA1", "v1alpha2,V1ALPHA2"})
    void knowsTheVersions(String path, ApiVersion version) throws ApiException {
        assertThat(route("GET /" + path + "/" + DATASET).version()).isEqualTo(version);
    }

    @Test
    void decodesNames() throws ApiException {
        assertThat(route("POST /v1/projects/p%C3%BC/locations/l+x/datasets/d/dicomStores/%73%20t:export")
                        .resource())
                .hasToString("projects/p\u00fc/locations/l+x/datasets/d/dicomStores/s t");
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
                "GET /v1/" + DATASET + "/operations:cancel",
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
        assertThat(refusal(line).status()).isEqualTo(404);
        assertThat(refusal(line).code()).isEqualTo(RpcCode.NOT_FOUND);
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
            ApiException error = refusal("POST /v1/" + DATASET + line);
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.getMessage()).doesNotContainPattern("\\p{C}");
        }
    }

    @Test
    void refusesLongNamesAndShortensThem() {
        ApiException error = refusal("GET /v1/" + DATASET + "/operations/" + "x".repeat(3000));
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
        ApiException error = refusal(method + " /v1/" + DATASET + path);
        assertThat(error.status()).isEqualTo(405);
        assertThat(Answer.error(error).headers()).containsEntry("Allow", allowed);
    }

    /** AccessMatrixTest asks each of these. */
    @Test
    void eachMethodIsInTheTableOfThePage() throws IOException {
        String page = Files.readString(Path.of("docs/security.md"));
        assertThat(table.methods())
                .allSatisfy(method -> assertThat(page)
                        .contains("| " + method.verb() + " "
                                + method.path()
                                        .toString()
                                        .replace("projects/*/locations/*/datasets/*/operations/*", "OPERATION")
                                        .replace("projects/*/locations/*/datasets/*/dicomStores/*", "STORE")
                                        .replace("projects/*/locations/*/datasets/*", "DATASET")
                                        .replace("projects/*/locations/*", "projects/p/locations/l")
                                        .replace("projects/*", "projects/p")
                                + " |"));
    }
}
