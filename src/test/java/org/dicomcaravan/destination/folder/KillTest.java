package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dicomcaravan.Soak;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores batches is killed at random moments; what it left is looked at, and the next one goes on. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@Tag("soak")
class KillTest {
    private static final int KILLS = Soak.times(4, 200);
    private static final int BATCH = 40;

    @TempDir
    Path data;

    /** The process to kill: batch after batch without end, each told on standard output when it is committed. */
    public static final class Victim {
        private Victim() {}

        /** Stores below the data folder {@code arguments[0]}, from batch number {@code arguments[1]} on. */
        public static void main(String[] arguments) throws IOException {
            try (FolderBuckets buckets = FolderBuckets.open(Path.of(arguments[0]));
                    StagedObjects objects = StagedObjects.open(buckets)) {
                for (int batch = Integer.parseInt(arguments[1]); ; batch++) {
                    BatchKey key = new BatchKey(1, batch, 1);
                    objects.begin(key, () -> {});
                    for (String name : names(batch)) {
                        byte[] content = content(name);
                        objects.stage(
                                key,
                                name,
                                new ObjectName("demo", name),
                                "text/plain",
                                OptionalLong.of(content.length),
                                new ByteArrayInputStream(content));
                    }
                    objects.commit(key);
                    System.out.println("committed " + batch);
                }
            }
        }
    }

    private static List<String> names(int batch) {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> "batch-" + batch % 10 + "/" + i % 3 + "/" + i)
                .toList();
    }

    private static byte[] content(String name) {
        Random random = new Random(name.hashCode());
        byte[] content = new byte[random.nextInt(100_000)];
        random.nextBytes(content);
        return content;
    }

    @Test
    void leavesWholeObjectsOnly() throws Exception {
        Files.createDirectories(data.resolve("buckets/demo"));
        Random random = new Random(42);
        Set<String> committed = new HashSet<>();
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path output = data.resolve("output-" + kill);
            Process victim = start(next, output);
            int wanted = 1 + random.nextInt(4);
            await().atMost(1, TimeUnit.MINUTES).until(() -> commits(output) >= wanted);
            assertThat(victim.waitFor(random.nextInt(60_000), TimeUnit.MICROSECONDS))
                    .isFalse();
            victim.destroyForcibly().waitFor();
            for (int last = next + commits(output); next < last; next++) {
                committed.addAll(names(next));
            }
            check(committed);
        }
        try (FolderBuckets buckets = FolderBuckets.open(data);
                StagedObjects objects = StagedObjects.open(buckets)) {
            objects.end(1);
            assertThat(objects.unended()).isEmpty();
        }
        try (var left = Files.walk(data.resolve("staging"))) {
            assertThat(left.filter(Files::isRegularFile)).allMatch(file -> file.endsWith("staging/lock"));
        }
    }

    private static int commits(Path output) throws IOException {
        String text = Files.readString(output);
        return (int) text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("committed "))
                .count();
    }

    private Process start(int batch, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath(),
                        Victim.class.getName(),
                        data.toString(),
                        Integer.toString(batch))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String classPath() {
        if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private void check(Set<String> committed) throws IOException {
        Path bucket = data.resolve("buckets/demo");
        Set<String> there = new HashSet<>();
        try (var all = Files.walk(bucket)) {
            for (Path file : all.filter(path -> !Files.isDirectory(path)).toList()) {
                String name = bucket.relativize(file).toString();
                byte[] content = content(name);
                assertThat(Arrays.equals(Files.readAllBytes(file), content))
                        .as(name)
                        .isTrue();
                there.add(name);
            }
        }
        assertThat(there).containsAll(committed);
    }
}
