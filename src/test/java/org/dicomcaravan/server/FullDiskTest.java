package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder on a disk of 24 MiB, which holds the state of operations as well as the buckets. */
class FullDiskTest {

    private static final String HUGE = ServerUnderTest.DATASET + "/dicomStores/huge";
    private static final String DICOM = "application/dicom";

    @TempDir
    Path folder;

    private boolean mounted;

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @BeforeEach
    void mount() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        mounted = Files.isExecutable(Path.of("/bin/mount"))
                && run("/bin/mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", data.toString()) == 0;
        assumeTrue(mounted, "Skipped, since it needs the right to mount a tmpfs: run it as root of a machine");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("/bin/umount", "-l", folder.resolve("data").toString()))
                    .isZero();
        }
    }

    @Test
    void endsTheOperationInOneClearErrorAndLeavesRoomForTheNext() throws Exception {
        Map<String, Path> stores = Map.of(
                HUGE,
                HugeFile.write(folder.resolve("huge"), HugeFile.ONE_FRAME),
                ServerUnderTest.STORE,
                TinyStore.of(folder.resolve("tiny"), 100).folder);
        try (RunningServer server = RunningServer.start(folder, null, Map.of(), stores)) {
            JsonNode ended = server.finished(server.start(HUGE, "huge", DICOM));
            assertThat(ended.at("/error/code").asInt()).isEqualTo(8);
            assertThat(ended.at("/error/message").asText())
                    .contains("disk is full", "free space")
                    .doesNotContain(folder.toString(), "Exception");
            assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
            assertThat(server.objects("huge")).isEmpty();
            assertThat(ServerUnderTest.files(server.data.resolve("staging"))).allMatch(name -> name.endsWith("lock"));

            JsonNode next = server.export("next", DICOM);
            assertThat(next.has("response")).isTrue();
            assertThat(server.objects("next")).hasSize((int) ServerUnderTest.counter(next, "success"));
        }
    }
}
