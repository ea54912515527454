package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.transcode.Misbehaving;
import org.dicomcaravan.transcode.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that misbehaves costs the instances that it was asked for, not the server. */
class PluginTest {

    private static final int INSTANCES = 5;
    private static final List<String> TYPES =
            List.of("test/throws", "test/gives-null", "test/content-is-shorter", "test/hangs");

    @TempDir
    Path folder;

    @Test
    void costsItsInstancesAndNotTheServer() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("transcoders"));
        PluginJar.naming(plugins, "misbehaving.jar", Misbehaving.class);
        Path store = TinyStore.of(folder.resolve("store"), INSTANCES).folder;
        try (RunningServer server = RunningServer.start(
                folder,
                null,
                Map.of("caravan.limit.frame-seconds", "1", "caravan.limit.stall-seconds", "1"),
                Map.of(ServerUnderTest.STORE, store))) {
            for (String type : TYPES) {
                JsonNode ended = server.export("x", type);
                assertThat(ended.has("response")).as(type).isTrue();
                assertThat(ServerUnderTest.counter(ended, "failure")).as(type).isEqualTo(INSTANCES);
                assertThat(server.log(ended)).as(type).hasSize(INSTANCES);
                assertThat(server.objects("x")).as(type).isEmpty();
            }
            JsonNode ended = server.export("fine", "application/dicom");
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(INSTANCES);
        }
    }
}
