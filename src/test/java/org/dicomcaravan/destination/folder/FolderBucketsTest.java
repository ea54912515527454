package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderBucketsTest {
    @TempDir
    Path data;

    @TempDir
    Path outside;

    private FolderBuckets buckets;
    private StagedObjects objects;

    @BeforeEach
    void open() throws IOException {
        buckets = FolderBuckets.open(data);
        objects = StagedObjects.open(buckets);
        Files.createDirectories(FolderBuckets.root(data).resolve("demo"));
    }

    @AfterEach
    void close() {
        objects.close();
        buckets.close();
    }

    private void put(String name, String content) throws IOException {
        InputStream body = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        objects.put(new ObjectName("demo", name), "text/plain", OptionalLong.empty(), body);
    }

    private String read(String name) throws IOException {
        try (InputStream stored = buckets.read(new ObjectName("demo", name))) {
            return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void takeBack(ObjectName name) throws DestinationException {
        buckets.records()
                .add(new BatchKey(1, 1, 1), List.of(new EarlyObject("i", name, Optional.empty(), Optional.empty())));
        objects.end(1);
    }

    private static void assertFails(int code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DestinationException.class,
                        e -> assertThat(e.code().number()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void knowsItsBuckets() throws IOException {
        assertThat(buckets.bucketExists("demo")).isTrue();
        assertThat(buckets.bucketExists("other")).isFalse();
        assertThat(buckets.bucketExists("../buckets/demo")).isFalse();
        Files.createDirectory(data.resolve("buckets/by-hand"));
        assertThat(buckets.bucketExists("by-hand")).isTrue();
    }

    @Test
    void replacesAndReadsAndDeletes() throws IOException {
        put("a b/\u00fc/c+d%20e/x.txt", "one");
        put("a b/\u00fc/c+d%20e/x.txt", "second");
        assertThat(data.resolve("buckets/demo/a b/\u00fc/c+d%20e/x.txt")).hasContent("second");
        assertThat(read("a b/\u00fc/c+d%20e/x.txt")).isEqualTo("second");
        ObjectName name = new ObjectName("demo", "a b/\u00fc/c+d%20e/x.txt");
        takeBack(name);
        takeBack(name);
        assertThat(data.resolve("buckets/demo")).isEmptyDirectory();
        assertThat(data.resolve("staging")).isDirectoryRecursivelyContaining("glob:**/lock");
        assertThat(stagedFiles()).isZero();
    }

    private long stagedFiles() throws IOException {
        try (var all = Files.walk(data.resolve("staging"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .count();
        }
    }

    @Test
    void deletesOnlyFoldersThatItEmpties() throws IOException {
        put("a/b/1", "1");
        put("a/2", "2");
        takeBack(new ObjectName("demo", "a/b/1"));
        assertThat(data.resolve("buckets/demo/a")).isDirectoryNotContaining("glob:**/b");
        assertThat(read("a/2")).isEqualTo("2");
    }

    @Test
    void namesWhatIsMissing() {
        assertFails(5, "gs://demo/x", () -> read("x"));
        assertFails(5, "\"nothing\"", () -> buckets.read(new ObjectName("nothing", "x")));
        assertFails(
                5,
                "\"nothing\"",
                () -> objects.put(
                        new ObjectName("nothing", "x"), "", OptionalLong.empty(), InputStream.nullInputStream()));
        assertThat(data.resolve("buckets/nothing")).doesNotExist();
    }

    @Test
    void refusesANameThatIsAnObjectAndAFolder() throws IOException {
        put("a", "object");
        assertFails(9, "gs://demo/a/b", () -> put("a/b", "below it"));
        put("c/d", "object");
        assertFails(9, "gs://demo/c", () -> put("c", "above it"));
        assertThat(read("a")).isEqualTo("object");
        assertThat(read("c/d")).isEqualTo("object");
        assertFails(5, "gs://demo/c", () -> read("c"));
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void takesThePlaceOfAnEmptyFolder() throws IOException {
        Files.createDirectory(data.resolve("buckets/demo/left"));
        put("left", "object");
        assertThat(read("left")).isEqualTo("object");
    }

    @Test
    void takesSegmentsOf255BytesAndNoMore() throws IOException {
        put("\u00fc".repeat(127) + "x/y", "fits");
        assertFails(3, "255", () -> put("\u00fc".repeat(128) + "/y", "does not"));
    }

    @Test
    void followsNoLinkInABucket() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        Path bucket = data.resolve("buckets/demo");
        Files.createSymbolicLink(bucket.resolve("folder"), outside);
        Files.createSymbolicLink(bucket.resolve("file"), secret);
        assertFails(9, "symbolic link", () -> put("folder/new", "out"));
        assertFails(9, "symbolic link", () -> put("folder/secret", "out"));
        assertFails(9, "symbolic link", () -> read("folder/secret"));
        assertFails(9, "symbolic link", () -> read("file"));
        takeBack(new ObjectName("demo", "folder/secret"));
        assertThat(secret).exists();
        put("file", "replaces the link");
        assertThat(secret).hasContent("secret");
        assertThat(outside).isDirectoryNotContaining("glob:**/new");
        assertThat(read("file")).isEqualTo("replaces the link");
    }

    @Test
    void aBucketMayBeALink() throws IOException {
        Files.createSymbolicLink(data.resolve("buckets/linked"), outside);
        objects.put(new ObjectName("linked", "a/b"), "", OptionalLong.of(0), InputStream.nullInputStream());
        assertThat(outside.resolve("a/b")).isEmptyFile();
    }

    /** There is no writing beside it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aBucketThatCanNotBeWrittenToDoesNotKeepTheOthersFromStarting() throws IOException {
        Files.createSymbolicLink(data.resolve("buckets/read-only"), Path.of("/proc/self"));
        objects.close();
        objects = StagedObjects.open(buckets);
        put("x", "good");
        assertThat(read("x")).isEqualTo("good");
        assertThatThrownBy(() -> objects.put(
                        new ObjectName("read-only", "x"), "", OptionalLong.of(0), InputStream.nullInputStream()))
                .isInstanceOf(DestinationException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void stagesBesideABucketOnAnotherFileSystem() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "no second file system (/dev/shm) to test with");
        assumeTrue(!Folders.onOneFileSystem(memory, data), "/dev/shm is the file system of temporary folders");
        Path place = Files.createTempDirectory(memory, "caravan");
        try {
            Path bucket = Files.createDirectory(place.resolve("bucket"));
            Files.createSymbolicLink(data.resolve("buckets/far"), bucket);
            objects.put(new ObjectName("far", "a"), "", OptionalLong.of(0), InputStream.nullInputStream());
            assertThat(bucket.resolve("a")).isEmptyFile();
            assertThat(place.resolve(".caravan-staging")).isDirectoryRecursivelyContaining("glob:**/lock");
            Files.createSymbolicLink(data.resolve("buckets/mounted"), memory);
            assertFails(
                    9,
                    "mounted",
                    () -> objects.put(
                            new ObjectName("mounted", "caravan"),
                            "",
                            OptionalLong.of(0),
                            InputStream.nullInputStream()));
            objects.close();
        } finally {
            try (var all = Files.walk(place)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
