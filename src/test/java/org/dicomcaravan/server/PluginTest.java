package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.PluginProject;
import org.dicomcaravan.transcode.guard.Misbehaving;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins in a server: one that works, and ones that misbehave, which cost the instances that they were asked for. */
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

    /** A frame of a plugin may take a minute; one that takes no notice of an interrupt is left behind. */
    @ParameterizedTest
    @ValueSource(strings = {"test/hangs", "test/content-hangs"})
    void aCancelledExportEndsAtOnceWhateverAPluginDoes(String type) throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("transcoders"));
        PluginJar.naming(plugins, "misbehaving.jar", Misbehaving.class);
        Path store = TinyStore.of(folder.resolve("store"), 1).folder;
        Misbehaving.HANGING.set(0);
        try (RunningServer server = RunningServer.start(folder, null, Map.of(), Map.of(ServerUnderTest.STORE, store))) {
            String operation = server.start("x", type);
            await().until(() -> Misbehaving.HANGING.get() > 0);
            server.cancel(operation);

            JsonNode ended = await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(
                            () -> server.get(operation),
                            state -> state.path("done").asBoolean());

            assertThat(ended.at("/error/code").asInt()).isEqualTo(1);
            assertThat(ServerUnderTest.counter(ended, "failure")).isZero();
            assertThat(server.log(ended)).isEmpty();
            assertThat(server.objects("x")).isEmpty();
        }
    }

    /** The example of transcoders/: netpbm's pictures, pixel for pixel those of the PNGs. */
    @Test
    void exportsByAPluginThatWasDroppedIn() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("transcoders"));
        PluginProject.build(
                Path.of("transcoders", "portable-anymap"), folder.resolve("classes"), plugins, "portable-anymap.jar");
        try (RunningServer server = RunningServer.start(folder, null, Map.of())) {
            JsonNode anymaps = server.export("anymaps", "image/x-portable-anymap");
            JsonNode pngs = server.export("pngs", "image/png");
            assertThat(anymaps.has("response")).isTrue();
            for (String counter : List.of("success", "failure", "pending")) {
                assertThat(ServerUnderTest.counter(anymaps, counter))
                        .as(counter)
                        .isEqualTo(ServerUnderTest.counter(pngs, counter));
            }
            assertThat(server.objects("anymaps"))
                    .isNotEmpty()
                    .allMatch(name -> name.endsWith(".pnm"))
                    .hasSameSizeAs(server.objects("pngs"));
            for (String name : server.objects("anymaps")) {
                Path bucket = server.data.resolve("buckets/demo");
                String png = name.replaceFirst("pnm$", "png");
                assertThat(Files.readAllBytes(bucket.resolve("anymaps").resolve(name)))
                        .as(name)
                        .isEqualTo(anymap(
                                ImageIO.read(bucket.resolve("pngs").resolve(png).toFile())));
            }
        }
    }

    /** netpbm: "P5" (grey) or "P6" (RGB), width, height, 255, and the samples. */
    private static byte[] anymap(BufferedImage image) throws IOException {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        String head = (bands == 1 ? "P5" : "P6") + "\n" + image.getWidth() + " " + image.getHeight() + "\n255\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        for (int sample : raster.getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null)) {
            out.write(sample);
        }
        return out.toByteArray();
    }
}
