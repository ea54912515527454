package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.server.routes.RouteFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeansTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasOpenedIsClosedWhereALaterPartFails() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path config = ServerUnderTest.config(folder, Map.of());
        ServerOptions options = new ServerOptions(
                "127.0.0.1",
                0,
                data,
                config,
                RouteFolders.of(Path.of("routes")),
                folder.resolve("transcoders"),
                Map.of(),
                true,
                false);
        Configuration configuration = Configuration.read(config, Map.of("CARAVAN_OBJECTS", "nowhere"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Beans.make(options, configuration))
                .withMessageContaining("nowhere");

        // The state file can be opened once at a time.
        OperationStore.open(data.resolve("state.db")).close();
    }

    @Test
    void rowsOfFoldersStayHere() {
        assertThatIOException()
                .isThrownBy(() -> RunningServer.start(folder, null, Map.of("caravan.rows", "gs://b/rows"), Map.of())
                        .close())
                .withMessageContaining("Property caravan.rows is \"gs://b/rows\"")
                .withMessageContaining("rows stay in the data folder");
    }

    @Test
    void rowsInABucketHaveAUri() {
        Map<String, String> properties = Map.of("caravan.profile", "google", "caravan.rows", "bucket/rows");
        assertThatIOException()
                .isThrownBy(() ->
                        RunningServer.start(folder, null, properties, Map.of()).close())
                .withMessageContaining("Property caravan.rows is \"bucket/rows\": ");
    }

    @ParameterizedTest
    @CsvSource({"caravan.transcoder.jpeg.quality, transcoder jpeg", "caravan.codec.jpeg.quality, encoder jpeg"})
    void aRefusedSettingIsSaidWithWhoRefusesIt(String setting, String who) {
        assertThatIOException()
                .isThrownBy(() -> RunningServer.start(folder, null, Map.of(setting, "500"), Map.of())
                        .close())
                .withMessage("The server can't start: " + who
                        + ": quality is \"500\": expected a whole number from 1 to 100");
    }
}
