package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes of a site can do to an export, and what they can't, as docs/routes.md says. */
class AdditionsTest {

    private static final String DICOM = "application/dicom; transfer-syntax=*";

    @TempDir
    Path folder;

    private TinyStore tiny;
    private Path plain;

    @BeforeEach
    void fill() throws IOException {
        tiny = TinyStore.of(folder.resolve("store"), 5);
        RouteProbe.forget();
        plain = folder.resolve("plain");
    }

    @AfterEach
    void forget() {
        RouteProbe.forget();
    }

    private static String route(String id, String from, String steps) {
        return "- route:\n    id: " + id + "\n    from:\n      uri: " + from + "\n      steps:\n" + steps.indent(8);
    }

    private static String probe(String place) {
        return "- beans:\n    - name: " + place + "\n      type: " + RouteProbe.class.getName()
                + "\n      properties: {place: " + place + "}\n";
    }

    private RunningServer start(Path home, String... files) throws IOException {
        Path routes = ServerUnderTest.routes(home, null);
        Path site = Files.createDirectories(routes.resolve("site"));
        for (int i = 0; i < files.length; i++) {
            Files.writeString(site.resolve("own-" + i + ".camel.yaml"), files[i]);
        }
        // over them, since the routes are copied again
        return RunningServer.start(
                home, null, Map.of("caravan.retry.pause", "10"), Map.of(ServerUnderTest.STORE, tiny.folder));
    }

    private Path objects(RunningServer server, String prefix) {
        return server.data.resolve("buckets/demo").resolve(prefix);
    }

    private void isAsWithoutAdditions(RunningServer server, String prefix) throws IOException {
        try (RunningServer without = start(plain)) {
            without.export(prefix, DICOM);
            assertThat(server.objects(prefix)).isEqualTo(without.objects(prefix));
            for (String name : server.objects(prefix)) {
                assertThat(objects(server, prefix).resolve(name))
                        .hasSameBinaryContentAs(objects(without, prefix).resolve(name));
            }
        }
    }

    /** A step that a Camel user would write, and that would cost an export its bytes, its name and its batch. */
    @ParameterizedTest
    @ValueSource(strings = {"before-object", "after-object"})
    void canTakeNothingOfWhatThePipelineNeeds(String point) throws Exception {
        String careless = """
                - setBody:
                    constant: nothing of it
                - removeHeaders:
                    pattern: "*"
                """;
        try (RunningServer server = start(folder, route("careless", "site:" + point, careless))) {
            JsonNode ended = server.export("x", DICOM);
            assertThat(ended.has("response")).as(ended.toString()).isTrue();
            isAsWithoutAdditions(server, "x");
        }
    }

    @Test
    void changeContentNameAndTypeWhereTheySaySo() throws Exception {
        String other = """
                - setBody:
                    constant: other content
                - setHeader:
                    name: CamelGoogleCloudStorageObjectName
                    simple: other/${header.CaravanSopInstanceUid}.txt
                """;
        String route = route("other", "site:before-object?changesBody=true", other);
        try (RunningServer server = start(folder, route)) {
            JsonNode ended = server.export("x", DICOM);
            assertThat(ended.has("response")).as(ended.toString()).isTrue();
            assertThat(server.objects("other")).hasSize(tiny.instances.size());
            for (String name : server.objects("other")) {
                assertThat(objects(server, "other").resolve(name)).hasContent("other content");
            }
        }
    }

    @Test
    void comeInTheirOrderAndSeeWhatOnesBeforeThemSaid() throws Exception {
        String third = route("c", "site:before-instance?order=3", "- process: {ref: third}\n") + probe("third");
        String first = route("b", "site:before-instance?order=1", "- setHeader: {name: X-Said, constant: first}\n");
        String second = route(
                "a",
                "site:before-instance?order=2",
                "- setHeader: {name: X-Said, simple: '${header.X-Said} second'}\n");
        String late = route("late", "site:after-object", "- process: {ref: late}\n") + probe("late");
        try (RunningServer server = start(folder, third, first, second, late)) {
            server.export("x", DICOM);
        }
        for (String place : List.of("third", "late")) {
            assertThat(RouteProbe.at(place))
                    .hasSizeGreaterThanOrEqualTo(tiny.instances.size())
                    .allSatisfy(seen -> assertThat(seen.headers()).containsEntry("X-Said", "first second"));
        }
        assertThat(RouteProbe.at("late"))
                .allSatisfy(seen -> assertThat(seen.headers())
                        .containsKeys("CaravanBytes", "CaravanCrc32c", "CamelGoogleCloudStorageObjectName"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-instance", "before-object", "after-object"})
    void thatFailCostTheInstanceAndAreNamed(String point) throws Exception {
        String failing =
                "- throwException: {exceptionType: java.lang.IllegalStateException, message: the list is away}\n";
        try (RunningServer server = start(folder, route("on-the-list", "site:" + point, failing))) {
            JsonNode ended = server.export("x", DICOM);
            assertThat(ServerUnderTest.counter(ended, "success")).isZero();
            assertThat(server.objects("x")).isEmpty();
            assertThat(server.log(ended))
                    .filteredOn(
                            line -> line.toString().contains("Route on-the-list at " + point + ": the list is away"))
                    .hasSize(tiny.instances.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-instance", "before-object", "after-object"})
    void mayFailWithoutHarm(String point) throws Exception {
        String failing = """
                - setHeader: {name: CamelGoogleCloudStorageObjectName, constant: elsewhere}
                - throwException: {exceptionType: java.lang.IllegalStateException, message: the list is away}
                """;
        try (RunningServer server = start(folder, route("on-the-list", "site:" + point + "?onError=ignore", failing))) {
            JsonNode ended = server.export("x", DICOM);
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
            isAsWithoutAdditions(server, "x");
        }
    }

    /** Its own rule has dealt with it; Camel would end the way of the message at that mark. */
    @Test
    void mayDealWithTheirFailuresByThemselves() throws Exception {
        String failing = """
                - doTry:
                    steps:
                      - throwException: {exceptionType: java.lang.IllegalStateException, message: away}
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - log: away
                """;
        String handled = """
                - route:
                    id: handled
                    routeConfigurationId: handle
                    from:
                      uri: site:after-object
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: away}
                - routeConfiguration:
                    id: handle
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: {constant: "true"}
                          steps:
                            - log: dealt with
                """;
        try (RunningServer server = start(folder, route("tried", "site:before-object", failing), handled)) {
            JsonNode ended = server.export("x", DICOM);
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
            isAsWithoutAdditions(server, "x");
        }
    }

    @Test
    void leaveOutAnInstanceAndTheOthersGoOn() throws Exception {
        String one = """
                - filter:
                    simple: ${header.CaravanSopInstanceUid} == '1.2.3.0.0.2'
                    steps:
                      - stop: {}
                """;
        try (RunningServer server = start(folder, route("one", "site:before-instance", one))) {
            JsonNode ended = server.export("x", DICOM);
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size() - 1L);
            assertThat(server.objects("x"))
                    .hasSize(tiny.instances.size() - 1)
                    .noneMatch(it -> it.contains("/1.2.3.0.0.2"));
        }
    }

    /** Not at a stop, and not where the next server goes on before its routes are all there. */
    @Test
    void arePassedByOfNothingWhenAServerStopsAndAnotherGoesOn() throws Exception {
        tiny = TinyStore.of(folder.resolve("many"), 300);
        String slow = "- delay: {asyncDelayed: false, constant: '5'}\n";
        String all = "- stop: {}\n";
        String[] routes = {
            route("slow", "site:before-instance?order=1", slow), route("all", "site:before-instance", all)
        };
        String operation;
        try (RunningServer server = start(folder, routes)) {
            operation = server.start("x", DICOM);
            await().until(() ->
                    server.get(operation).at("/metadata/counter/pending").asLong() > 0);
        }
        try (RunningServer server = start(folder, routes)) {
            JsonNode ended = server.finished(operation);
            assertThat(ended.has("response")).as(ended.toString()).isTrue();
            assertThat(ServerUnderTest.counter(ended, "success")).isZero();
            assertThat(server.objects("x")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "site:before-objekt",
                "site:before-object?onErr=ignore",
                "site:before-object?onError=never",
                "site:after-operation?onError=fail",
                "site:before-instance?changesBody=true"
            })
    void areRefusedWhereTheyAreNoPlace(String from) {
        assertThatThrownBy(
                        () -> start(folder, route("wrong", from, "- log: x\n")).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("own-0.camel.yaml:4: ");
    }
}
