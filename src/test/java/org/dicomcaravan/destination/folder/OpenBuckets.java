package org.dicomcaravan.destination.folder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.ObjectName;

/** The embedded buckets of a data folder with one named demo, as a process has them open. */
final class OpenBuckets implements AutoCloseable {
    private static final String BUCKET = "demo";

    final FolderBuckets buckets;
    final StagedObjects objects;
    private final Path data;

    private OpenBuckets(Path data) throws IOException {
        this.data = data;
        buckets = FolderBuckets.open(data);
        objects = StagedObjects.open(buckets);
        Files.createDirectories(bucket());
    }

    static OpenBuckets in(Path data) throws IOException {
        return new OpenBuckets(data);
    }

    /** Leaves everything as a killed process does, but for what it holds open. */
    OpenBuckets reopened() throws IOException {
        close();
        return in(data);
    }

    Path bucket() {
        return FolderBuckets.root(data).resolve(BUCKET);
    }

    /** Begins an attempt that nobody asks anything of. */
    BatchKey begin(long operation, long number, int attempt) throws IOException {
        BatchKey key = new BatchKey(operation, number, attempt);
        objects.begin(key, () -> {});
        return key;
    }

    void stage(BatchKey batch, String instance, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        objects.stage(
                batch,
                instance,
                new ObjectName(BUCKET, name),
                "text/plain",
                OptionalLong.of(bytes.length),
                new ByteArrayInputStream(bytes));
    }

    /** Stages {@code instance/1.png} and so on. */
    void stageFrames(BatchKey batch, String instance, int frames) throws IOException {
        for (int frame = 1; frame <= frames; frame++) {
            stage(batch, instance, instance + "/" + frame + ".png", "frame " + frame);
        }
    }

    void put(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        objects.put(new ObjectName(BUCKET, name), "text/plain", OptionalLong.empty(), new ByteArrayInputStream(bytes));
    }

    /** The names of all objects. */
    Set<String> visible() throws IOException {
        try (var all = Files.walk(bucket())) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> bucket().relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    long stagedFiles() throws IOException {
        try (var all = Files.walk(data.resolve("staging"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .count();
        }
    }

    @Override
    public void close() {
        objects.close();
        buckets.close();
    }
}
