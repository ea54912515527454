package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export does not end in error where a queue takes nothing: its work is in the state, to be offered again. */
class LostHintsTest {

    private static final String DICOM = "application/dicom";

    @TempDir
    Path folder;

    @Test
    void anExportIsPlannedWhereNoQueueTakesItsBatches() throws Exception {
        String operation;
        Map<String, String> nowhere = Map.of("caravan.queue.batches.producer", "direct:nowhere?block=false");
        try (RunningServer server = RunningServer.start(folder, null, nowhere)) {
            operation = server.start("there", DICOM);
            await().until(() -> ServerUnderTest.counter(server.get(operation), "pending") == 40);
            assertThat(server.get(operation).path("done").asBoolean()).isFalse();
        }
        try (RunningServer server = RunningServer.start(folder, null, Map.of())) {
            JsonNode ended = server.finished(operation);
            assertThat(ended.has("response")).as(ended.toString()).isTrue();
            assertThat(server.objects("there")).hasSize(40);
        }
    }

    @Test
    void anExportIsAcceptedWhereNoQueueTakesIt() throws Exception {
        String operation;
        Map<String, String> nowhere = Map.of("caravan.queue.exports.producer", "direct:nowhere?block=false");
        try (RunningServer server = RunningServer.start(folder, null, nowhere)) {
            operation = server.start("there", DICOM);
        }
        try (RunningServer server = RunningServer.start(folder, null, Map.of())) {
            assertThat(server.finished(operation).has("response")).isTrue();
        }
    }
}
