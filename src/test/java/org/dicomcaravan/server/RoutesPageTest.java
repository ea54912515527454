package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.samples.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/routes.md says that each stage has, seen by probes between the steps of the project's own routes. */
class RoutesPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\| (.*?) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String GOOGLE = "CamelGoogleCloudStorage";

    @TempDir
    private static Path folder;

    private static String page;
    private static JsonNode ended;
    private static Set<String> objects;

    @BeforeAll
    static void export() throws IOException {
        page = Files.readString(Path.of("docs/routes.md"));
        Path probed = Files.createDirectories(folder.resolve("probed"));
        probe(probed, "plan-export", "pattern: \"*\"", "planned");
        probe(probed, "export-batch", "pattern: \"*\"", "batched");
        probe(probed, "export-instance", "method: describe", "described");
        probe(probed, "deliver", "steps:", "delivered");
        probe(probed, "deliver", "method: address", "addressed");
        probe(probed, "end-operation", "method: finish", "finished");
        RouteProbe.forget();
        try (RunningServer server = RunningServer.start(folder, probed, Map.of())) {
            ended = server.export("probed", "image/png");
            objects = server.objects("probed");
        }
    }

    @AfterAll
    static void forget() {
        RouteProbe.forget();
    }

    /** Puts a probe behind the first line of a route file that reads so. */
    private static void probe(Path probed, String stage, String line, String place) throws IOException {
        String name = stage + ".camel.yaml";
        Path file = probed.resolve(name);
        String yaml = Files.readString(Files.exists(file) ? file : Path.of("routes", name));
        Matcher found = Pattern.compile("(?m)^( *)" + Pattern.quote(line) + "$").matcher(yaml);
        assertThat(found.find()).as(line + " in " + name).isTrue();
        String indent =
                found.group(1).substring(line.startsWith("steps") ? 0 : 4) + (line.startsWith("steps") ? "  " : "");
        Files.writeString(
                file,
                yaml.substring(0, found.end()) + "\n" + indent + "- process: {ref: " + place + "}"
                        + yaml.substring(found.end()) + "\n- beans:\n    - name: " + place + "\n      type: "
                        + RouteProbe.class.getName() + "\n      properties: {place: " + place + "}\n");
    }

    /** First and second column of a table of the page: of those whose first column is headed so, the one at an index. */
    private static Map<String, String> table(String heading, int index) {
        int at = -1;
        for (int i = 0; i <= index; i++) {
            at = page.indexOf("\n| " + heading + " |", at + 1);
            assertThat(at).as(heading).isNotNegative();
        }
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(page.substring(at, page.indexOf("\n\n", at)))
                .results()
                .forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    /** Names in a table of headers; {@code …ContentType} is short for one that begins as the one before it. */
    private static Set<String> headers(int index) {
        return table("header", index).keySet().stream()
                .flatMap(cell -> code(cell).stream())
                .map(name -> name.replace("…", GOOGLE))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The headers of a message that are ours, or an object's. */
    private static Set<String> ours(RouteProbe.Seen seen) {
        return seen.headers().keySet().stream()
                .filter(name -> name.startsWith("Caravan") || name.startsWith(GOOGLE))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> code(String text) {
        return CODE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void namesEveryFileAndItsRoutes() throws IOException {
        Map<String, List<String>> routes = new TreeMap<>();
        for (String name : RunningServer.files(Path.of("routes"))) {
            Path file = Path.of("routes", name);
            routes.put(
                    "`" + file.getFileName().toString().replace(".camel.yaml", "") + "`",
                    new YAMLMapper()
                            .readTree(Files.readString(file)).findValues("route").stream()
                                    .map(route -> route.path("id").asText())
                                    .toList());
        }
        Map<String, List<String>> told = new TreeMap<>();
        table("file", 0).forEach((file, ids) -> told.put(file, code(ids)));
        assertThat(told).isEqualTo(routes);
    }

    @Test
    void queuesCarryWorkItemsAndNoHeaderOfCamels() throws IOException {
        for (String place : List.of("planned", "batched")) {
            assertThat(RouteProbe.at(place)).isNotEmpty();
            for (RouteProbe.Seen seen : RouteProbe.at(place)) {
                assertThat(seen.headers().keySet()).noneMatch(name -> name.startsWith("Camel"));
                assertThat(new ObjectMapper().readTree(seen.text()).fieldNames())
                        .toIterable()
                        .containsExactly("operation", "batch");
            }
        }
    }

    /** The headers of the first table and no other of ours, before the transcoder and behind it. */
    @Test
    void anInstanceHasTheHeadersOfTheFirstTable() throws IOException {
        Set<String> told = headers(0);
        for (String place : List.of("described", "delivered")) {
            assertThat(RouteProbe.at(place)).isNotEmpty().allSatisfy(seen -> {
                assertThat(ours(seen)).isEqualTo(told);
                assertThat(seen.headers()).containsEntry("CaravanStore", ServerUnderTest.STORE);
            });
        }
        Set<String> files = RunningServer.files(Samples.folder(folder.resolve("data")));
        assertThat(RouteProbe.at("described")).hasSameSizeAs(files).allSatisfy(seen -> {
            assertThat(seen.body().getSimpleName()).isEqualTo("InstanceRun");
            String[] words = seen.text().split(" ");
            assertThat(files).contains(words[0]);
            assertThat(Files.size(Samples.folder(folder.resolve("data")).resolve(words[0])))
                    .isEqualTo(Long.parseLong(words[1]));
            assertThat(words[2]).matches("[A-Z]{2,5}");
        });
        assertThat(RouteProbe.at("delivered"))
                .allMatch(seen -> seen.body().getSimpleName().equals("Output"));
    }

    /** Those of both tables behind {@code address}: an object's name, type and length, and the bytes as its body. */
    @Test
    void anObjectHasTheHeadersOfBothTables() {
        Set<String> told = headers(0);
        told.addAll(headers(1));
        List<RouteProbe.Seen> addressed = RouteProbe.at("addressed");
        Set<String> names = new TreeSet<>();
        Set<String> seenHeaders = new TreeSet<>();
        for (RouteProbe.Seen seen : addressed) {
            assertThat(told).containsAll(ours(seen));
            seenHeaders.addAll(ours(seen));
            Map<String, Object> headers = seen.headers();
            String name = headers.get(GOOGLE + "ObjectName").toString();
            names.add(name.replaceFirst("^probed/", ""));
            assertThat(headers)
                    .containsEntry("CaravanKind", "object")
                    .containsEntry("CaravanBucket", "demo")
                    .containsEntry(GOOGLE + "ContentType", "image/png");
            String bytes = headers.get(GOOGLE + "ContentLength").toString();
            assertThat(seen.text()).as("bytes of the body, and of its stream").isEqualTo(bytes + " " + bytes);
            String uids = Stream.of("CaravanStudyInstanceUid", "CaravanSeriesInstanceUid", "CaravanSopInstanceUid")
                    .map(uid -> headers.get(uid).toString())
                    .collect(Collectors.joining("/"));
            Object frame = headers.get("CaravanFrame");
            assertThat(name).isEqualTo("probed/" + uids + (frame == null ? "" : "/" + frame) + ".png");
        }
        assertThat(names).isEqualTo(objects);
        assertThat(seenHeaders).isEqualTo(told);
        String rule = code(table("header", 1).get("`CaravanRule`")).get(0);
        assertThat(addressed).anyMatch(seen -> rule.equals(seen.headers().get("CaravanRule")));
    }

    @Test
    void anObjectAtItsDestinationHasThoseOfTheThirdTable(@TempDir Path here) throws IOException {
        Path probed = Files.createDirectories(here.resolve("site")).resolve("probe.camel.yaml");
        Files.writeString(
                probed,
                "- beans:\n    - name: there\n      type: " + RouteProbe.class.getName()
                        + "\n      properties: {place: there}\n"
                        + "- route:\n    id: there\n    from:\n      uri: site:after-object\n      steps:\n"
                        + "        - process: {ref: there}\n");
        Path bones = Samples.folder(folder.resolve("data")).resolve("bones");
        try (RunningServer server = RunningServer.start(here, probed, Map.of(), Map.of(ServerUnderTest.STORE, bones))) {
            server.export("there", "application/dicom");
        }
        assertThat(RouteProbe.at("there"))
                .isNotEmpty()
                .allSatisfy(seen ->
                        assertThat(seen.headers()).containsKeys(headers(2).toArray(String[]::new)));
    }

    @Test
    void aRowHasTheHeadersOfTheFirstTableAndTheFourth(@TempDir Path here) throws IOException {
        Path probed = Files.createDirectories(here.resolve("probed"));
        probe(probed, "deliver", "method: address", "row");
        Path bones = Samples.folder(folder.resolve("data")).resolve("bones");
        try (RunningServer server = RunningServer.start(here, probed, Map.of(), Map.of(ServerUnderTest.STORE, bones))) {
            String table = "{\"bigqueryDestination\":{\"tableUri\":\"bq://demo.first.a b\",\"force\":true}}";
            JsonNode started = server.post(ServerUnderTest.STORE + ":export", table);
            server.finished(started.path("name").asText());
        }
        Set<String> told = headers(0);
        told.addAll(headers(3));
        assertThat(RouteProbe.at("row")).isNotEmpty().allSatisfy(seen -> {
            assertThat(seen.body().getSimpleName()).isEqualTo("InstanceRow");
            assertThat(ours(seen)).isEqualTo(told);
            assertThat(seen.headers())
                    .containsEntry("CaravanKind", "row")
                    .containsEntry("CaravanProject", "demo")
                    .containsEntry("CaravanDataset", "first")
                    .containsEntry("CaravanTable", "a b")
                    .containsEntry("CaravanWriteDisposition", "TRUNCATE");
        });
    }

    @Test
    void theOperationIsKnownFromPlanToEnd() throws IOException {
        String number = ended.path("name").asText().replaceFirst(".*/", "");
        for (String place : List.of("described", "delivered", "addressed", "finished")) {
            assertThat(RouteProbe.at(place))
                    .isNotEmpty()
                    .allSatisfy(seen -> assertThat(seen.properties().get("CaravanOperation"))
                            .hasToString(number));
        }
        assertThat(RouteProbe.at("finished")).singleElement().satisfies(seen -> {
            JsonNode state = new ObjectMapper().readTree(seen.text());
            assertThat(state.path("name")).isEqualTo(ended.path("name"));
            assertThat(state.path("done").asBoolean()).isTrue();
            assertThat(state.at("/counter/success").asLong()).isEqualTo(ServerUnderTest.counter(ended, "success"));
        });
    }

    /** What an error costs: the instance in the {@code doTry} and in {@code deliver}; elsewhere the operation. */
    @ParameterizedTest
    @CsvSource({
        "deliver, - toD:, 0",
        "deliver, - choice:, 1",
        "export-instance, '- bean:\n *ref: instances\n *method: transcode', 1",
        "export-instance, - doTry:, 0"
    })
    void aStepThatThrowsCostsItsInstanceWhereThePageSays(String stage, String before, int success, @TempDir Path here)
            throws IOException {
        Path routes = Files.createDirectories(here.resolve("customisation"));
        String name = stage + ".camel.yaml";
        String yaml = Files.readString(Path.of("routes", name));
        Matcher place = Pattern.compile("(?m)^( *)" + before).matcher(yaml);
        assertThat(place.find()).isTrue();
        String step = """
                - filter:
                    simple: ${exchangeProperty.CaravanInstanceRun.attribute('00280004')} == 'PALETTE COLOR'
                    steps:
                      - throwException:
                          exceptionType: java.lang.IllegalStateException
                          message: not in these colours
                """.indent(place.group(1).length());
        Files.writeString(
                routes.resolve(name), yaml.substring(0, place.start()) + step + yaml.substring(place.start()));
        Path bones = Samples.folder(folder.resolve("data")).resolve("bones");
        Map<String, String> hurry = Map.of("caravan.retry.attempts", "1", "caravan.retry.pause", "10");
        try (RunningServer server = RunningServer.start(here, routes, hurry, Map.of(ServerUnderTest.STORE, bones))) {
            JsonNode operation = server.export("some", "image/png");
            assertThat(ServerUnderTest.counter(operation, "success")).isEqualTo(success);
            if (success == 1) {
                assertThat(operation.has("response")).isTrue();
                assertThat(ServerUnderTest.counter(operation, "failure")).isEqualTo(1);
                assertThat(server.log(operation))
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.toString()).contains("not in these colours"));
            } else {
                assertThat(operation.at("/error/message").asText()).endsWith("not in these colours");
            }
        }
    }
}
