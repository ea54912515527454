package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frames of an instance that became visible before it was cancelled, where they can't be taken back at once. */
class TakeBackTest {

    private static final String HUGE = ServerUnderTest.DATASET + "/dicomStores/huge";

    @TempDir
    Path folder;

    private RunningServer start() throws IOException {
        Map<String, Path> stores = Map.of(
                HUGE,
                HugeFile.write(folder.resolve("huge"), 128),
                ServerUnderTest.STORE,
                TinyStore.of(folder.resolve("tiny"), 10).folder);
        return RunningServer.start(folder, null, Map.of("caravan.workers", "1"), stores);
    }

    private void records(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/objects.db"));
                var records = connection.createStatement()) {
            records.execute("PRAGMA busy_timeout = 10000");
            records.execute(statement);
        }
    }

    /** It fails in the middle of its delivery, and what is visible of it can't go. */
    @Test
    void whereItCanNotBeDoneTheOperationEnds() throws Exception {
        try (RunningServer server = start()) {
            records("CREATE TRIGGER stay BEFORE DELETE ON early BEGIN SELECT RAISE(ABORT, 'no luck'); END");
            String operation = server.start(HUGE, "huge", "application/octet-stream");
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("data/buckets/demo/huge")));
            try (FileChannel instance = FileChannel.open(folder.resolve("huge/huge.dcm"), StandardOpenOption.WRITE)) {
                instance.truncate(1_000);
            }
            JsonNode ended = server.finished(operation);
            assertThat(ended.at("/error/message").asText()).contains("no luck");
        }
    }

    @Test
    void isDoneAtTheNextStartAndHoldsUpNoEnd() throws Exception {
        Path bucket = folder.resolve("data/buckets/demo");
        try (RunningServer server = start()) {
            records("CREATE TRIGGER stay BEFORE DELETE ON early BEGIN SELECT RAISE(ABORT, 'no luck'); END");
            String operation = server.start(HUGE, "huge", "application/octet-stream");
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(bucket.resolve("huge")));
            server.cancel(operation);
            JsonNode ended = server.finished(operation);
            assertThat(ended.at("/error/code").asInt()).isEqualTo(1);
            JsonNode next = server.export("next", "application/dicom");
            assertThat(next.at("/error/message").asText()).contains("no luck");
        }
        records("DROP TRIGGER stay");
        try (RunningServer server = start()) {
            assertThat(server.get(HUGE).path("name").asText()).isEqualTo(HUGE);
            assertThat(bucket).isEmptyDirectory();
        }
    }
}
