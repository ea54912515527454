package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filter is what it was when the call was accepted, and no line of it is passed over in silence. */
class FilterTest {

    private static final String FIRST_STUDY = "/studies/1.2.3.0";
    private static final String SECOND_STUDY = "/studies/1.2.3.1";

    @TempDir
    Path folder;

    private TinyStore tiny;
    private Path filter;
    private RunningServer server;

    @BeforeEach
    void fill() throws IOException {
        tiny = TinyStore.of(folder.resolve("store"), 200);
        filter = Files.createDirectories(folder.resolve("data/buckets/demo")).resolve("filter.txt");
        start();
    }

    private void start() throws IOException {
        server = RunningServer.start(
                folder,
                SlowRoutes.in(folder, 10),
                Map.of("caravan.workers", "1", "caravan.batch.instances", "4"),
                Map.of(ServerUnderTest.STORE, tiny.folder));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String start(String prefix) {
        return server.post(
                        ServerUnderTest.STORE + ":export",
                        "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/" + prefix + "\"},"
                                + "\"filterConfig\":{\"resourcePathsGcsUri\":\"gs://demo/filter.txt\"}}")
                .path("name")
                .asText();
    }

    private long instancesOf(String study) {
        return tiny.instances.keySet().stream()
                .filter(key -> key.startsWith(study.substring("/studies/".length()) + "/"))
                .count();
    }

    private List<String> warnings(JsonNode ended) throws IOException {
        return server.log(ended).stream()
                .filter(line -> line.path("severity").asText().equals("WARNING"))
                .map(line -> line.at("/jsonPayload/error/message").asText())
                .toList();
    }

    private void exportedTheFirstStudyAlone(JsonNode ended) throws IOException {
        assertThat(ended.has("response")).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(instancesOf(FIRST_STUDY));
        assertThat(server.objects("x"))
                .hasSize((int) instancesOf(FIRST_STUDY))
                .allMatch(name -> name.startsWith("1.2.3.0/"));
    }

    @Test
    void goesByWhatItWasWhenTheCallWasAccepted() throws Exception {
        Files.writeString(filter, FIRST_STUDY + "\n");
        String operation = start("x");
        Files.writeString(filter, SECOND_STUDY + "\n");
        exportedTheFirstStudyAlone(server.finished(operation));
    }

    @Test
    void goesByItAfterARestart() throws Exception {
        Files.writeString(filter, FIRST_STUDY + "\n");
        String operation = start("x");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ServerUnderTest.counter(server.get(operation), "success") > 3);
        server.close();
        Files.delete(filter);
        start();
        exportedTheFirstStudyAlone(server.finished(operation));
        assertThat(warnings(server.get(operation))).isEmpty();
    }

    @Test
    void tellsOfEachLineThatIsNoPathOrMatchesNothing() throws Exception {
        Files.writeString(
                filter,
                "\uFEFF" + FIRST_STUDY + "\r\n\r\ngarbage \u0007 here\n/studies/1.2.3.4.5.6.7.8.9\n" + FIRST_STUDY
                        + "/series/1.2.3.0.0\n/studies/1.2.3.0/series/9.9\n" + FIRST_STUDY);
        JsonNode ended = server.finished(start("x"));
        exportedTheFirstStudyAlone(ended);
        assertThat(warnings(ended))
                .satisfiesExactly(
                        line -> assertThat(line).contains("line 3 ", "\"garbage \uFFFD here\"", "is no path"),
                        line -> assertThat(line).contains("line 4 ", "/studies/1.2.3.4.5.6.7.8.9", "matches nothing"),
                        line -> assertThat(line).contains("line 6 ", "/series/9.9", "matches nothing"));
    }

    @Test
    void tellsThatThereIsNoLine() throws Exception {
        Files.writeString(filter, "\n  \r\n");
        JsonNode ended = server.finished(start("x"));
        assertThat(ended.has("response")).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
        assertThat(warnings(ended)).singleElement().asString().contains("the filter has no line", "leave filterConfig");
    }

    /** Many lines that match nothing are told of in slices; interrupted anywhere, each is told of once. */
    @Test
    void tellsOfEachLineOnceWhateverIsInterrupted() throws Exception {
        StringBuilder lines = new StringBuilder(FIRST_STUDY + "\n");
        for (int i = 0; i < 2500; i++) {
            lines.append("/studies/9.9.").append(i).append('\n');
        }
        Files.writeString(filter, lines);
        String operation = start("x");
        for (int restart = 0; restart < 3; restart++) {
            server.close();
            start();
        }
        JsonNode ended = server.finished(operation);
        exportedTheFirstStudyAlone(ended);
        assertThat(warnings(ended)).hasSize(2500).doesNotHaveDuplicates();
    }

    @Test
    void refusesOneThatIsMissing() {
        JsonNode answer = server.post(
                ServerUnderTest.STORE + ":export",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/x\"},"
                        + "\"filterConfig\":{\"resourcePathsGcsUri\":\"gs://demo/none.txt\"}}");
        assertThat(answer.at("/error/status").asText()).isEqualTo("NOT_FOUND");
    }
}
