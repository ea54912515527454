package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a store that can't be read any more when their turn comes: each costs its instance, with a reason. */
class LostFileTest {

    private static final String HUGE = ServerUnderTest.DATASET + "/dicomStores/huge";
    private static final int FILES = 5;

    @TempDir
    Path folder;

    @Test
    void costsItsInstance() throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("tiny"), FILES);
        Map<String, Path> stores = Map.of(
                HUGE, HugeFile.write(folder.resolve("huge"), HugeFile.ONE_FRAME), ServerUnderTest.STORE, tiny.folder);
        try (RunningServer server = RunningServer.start(folder, null, Map.of("caravan.workers", "1"), stores)) {
            // the only worker is busy while the other store is listed
            String huge = server.start(HUGE, "huge", "application/dicom");
            await().until(() ->
                    ServerUnderTest.files(server.data.resolve("staging")).size() > 2);
            String operation = server.start("x", "application/dicom");
            await().until(() -> ServerUnderTest.counter(server.get(operation), "pending") == FILES);
            Path gone = tiny.folder.resolve("000/00001");
            Path turned = tiny.folder.resolve("000/00002");
            Files.delete(gone);
            Files.delete(turned);
            Files.createDirectory(turned);
            server.cancel(huge);

            JsonNode ended = server.finished(operation);
            assertThat(ended.has("response")).isTrue();
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(FILES - 2);
            assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(2);
            assertThat(server.objects("x")).hasSize(FILES - 2);
            List<JsonNode> log = server.log(ended);
            assertThat(log).hasSize(2);
            for (int i = 0; i < 2; i++) {
                JsonNode payload = log.get(i).path("jsonPayload");
                assertThat(payload.path("resourceName").asText())
                        .isEqualTo(ServerUnderTest.STORE
                                + "/dicomWeb/studies/1.2.3.0/series/1.2.3.0.0/instances/1.2.3.0.0." + (i + 1));
                assertThat(payload.at("/error/code").asInt()).isEqualTo(5);
                assertThat(payload.at("/error/message").asText())
                        .contains("000/0000" + (i + 1), "can't be read any more")
                        .doesNotContain(folder.toString(), "Exception");
            }
        }
    }
}
