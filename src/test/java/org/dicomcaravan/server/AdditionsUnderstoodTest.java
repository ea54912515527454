package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers of the first form of additions broke an export with, each behind or before a second addition. */
class AdditionsUnderstoodTest {

    private static final String DICOM = "application/dicom; transfer-syntax=*";
    private static final String STEP = "steps: [{setHeader: {name: X, constant: y}}]";
    private static final String NEXT = "- route: {id: next, from: {uri: 'site:before-object?order=900', " + STEP
            + "}}\n" + "- route: {id: behind, from: {uri: 'site:after-object', " + STEP + "}}\n";

    @TempDir
    Path folder;

    private TinyStore tiny;

    @BeforeEach
    void fill() throws IOException {
        tiny = TinyStore.of(folder.resolve("store"), 5);
    }

    private JsonNode export(String from, String steps, Map<String, String> settings) throws IOException {
        Path routes = ServerUnderTest.routes(folder, null);
        Path site = Files.createDirectories(routes.resolve("site"));
        String own = "- route:\n    id: own\n    routeConfigurationId: retry\n    from:\n      uri: " + from
                + "\n      steps:\n" + steps.indent(8);
        Files.writeString(site.resolve("own.camel.yaml"), own + NEXT);
        try (RunningServer server =
                RunningServer.start(folder, null, settings, Map.of(ServerUnderTest.STORE, tiny.folder))) {
            JsonNode ended = server.export("x", DICOM);
            for (JsonNode line : server.log(ended)) {
                assertThat(line.toString()).doesNotContain("T0KEN");
            }
            return ended;
        }
    }

    private JsonNode export(String from, String steps) throws IOException {
        return export(from, steps, Map.of("caravan.retry.attempts", "2", "caravan.retry.pause", "1"));
    }

    private void isWhole(JsonNode ended) throws IOException {
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        Path objects = folder.resolve("data/buckets/demo/x");
        assertThat(ServerUnderTest.files(objects)).hasSize(tiny.instances.size());
        for (String name : ServerUnderTest.files(objects)) {
            assertThat(Files.size(objects.resolve(name))).as(name).isGreaterThan(132);
        }
    }

    /** Camel's stream caching of the next route had read it to its end. */
    @Test
    void aBodyThatIsAStreamIsWholeForThoseBehind() throws Exception {
        isWhole(export("site:before-object?changesBody=true", "- convertBodyTo: {type: java.io.InputStream}\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"site:before-instance", "site:before-object", "site:after-object"})
    void propertiesThatAreRemovedComeBack(String from) throws Exception {
        isWhole(export(from, "- removeProperties: {pattern: '*'}\n"));
    }

    /** Headers by which Camel's producer does something else than an upload, or into another bucket. */
    @Test
    void headersThatMakeSomethingElseOfAnUploadGo() throws Exception {
        isWhole(export("site:before-object", """
                - setHeader: {name: CamelGoogleCloudStorageOverrideBucketName, constant: other}
                - setHeader: {name: CamelGoogleCloudStorageOperation, constant: deleteObject}
                - setHeader: {name: CaravanFrame, constant: '7'}
                """));
    }

    @Test
    void anInterruptOfItsOwnHoldsNothingUp() throws Exception {
        isWhole(export(
                "site:before-object?onError=ignore",
                "- throwException: {exceptionType: java.lang.InterruptedException, message: woken}\n"));
    }

    /** It had meant that the operation waits, for a day. */
    @Test
    void aCancellationOfItsOwnIsAFailure() throws Exception {
        JsonNode ended = export(
                "site:before-object",
                "- throwException: {exceptionType: java.util.concurrent.CancellationException, message: too late}\n");
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
    }

    @Test
    void aRollbackIsAFailure() throws Exception {
        JsonNode ended = export("site:before-object", "- rollback: {markRollbackOnly: true}\n");
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
    }

    /** Ended the operation, after as many tries as a destination that is away has. */
    @Test
    void aNameThatIsNoneCostsItsInstance() throws Exception {
        JsonNode ended = export(
                "site:before-object",
                "- setHeader: {name: CamelGoogleCloudStorageObjectName, constant: ../../../../evil}\n");
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
    }

    /** Nobody who may read the log of an operation is to learn what a site's URL holds. */
    @Test
    void noUrlOfASiteIsTold() throws Exception {
        JsonNode ended = export("site:after-object", "- to: 'http://127.0.0.1:1/hook/T0KEN?sig=T0KEN'\n");
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
    }

    /** A replacement of a file's only route leaves an empty file. */
    @Test
    void aFileWhoseOnlyRouteIsReplacedIsNone() throws Exception {
        Path replacing = Files.createDirectories(folder.resolve("routes/site/replace"));
        Files.copy(Path.of("routes/export-instance.camel.yaml"), replacing.resolve("mine.camel.yaml"));
        isWhole(export("site:before-object", "- setHeader: {name: X, constant: 'site:berlin'}\n"));
    }
}
