package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Native;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.OptionalLong;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the system says, or can't say, whether the disk took a batch. */
@EnabledOnOs(OS.LINUX)
class DiskLossTest {
    /** Enough for one call for the file system instead of a force of each. */
    private static final int MANY = 20;
    /** O_PATH: a descriptor that syncfs refuses with EBADF. */
    private static final int PATH_ONLY = 0x200000;

    @Test
    void aBatchThatTheDiskLostIsNotShownAndTheNextOneIs(@TempDir Path data) throws IOException {
        assumeThat(Files.getFileStore(data).type()).isIn("ext4", "xfs");
        try (FolderBuckets buckets = FolderBuckets.open(data);
                StagedObjects objects = StagedObjects.open(buckets)) {
            Files.createDirectories(FolderBuckets.root(data).resolve("demo"));
            stage(objects, "lost");
            stage(objects, "lost-too");
            stage(objects, "few", 1);
            breakDescriptorsOf(data.resolve("staging"));
            assertThatThrownBy(() -> objects.commit(key("lost")))
                    .isInstanceOf(DestinationException.class)
                    .hasMessageContaining("objects that were just written")
                    .hasMessageContaining("Bad file descriptor");
            // The system told it once; whose data it was is not known.
            assertThatThrownBy(() -> objects.commit(key("lost-too"))).isInstanceOf(DestinationException.class);
            assertThatThrownBy(() -> objects.commit(key("few"))).isInstanceOf(DestinationException.class);
            assertThat(data.resolve("buckets/demo")).isEmptyDirectory();
            stage(objects, "next");
            objects.commit(key("next"));
            assertThat(data.resolve("buckets/demo/next")).isDirectoryContaining("glob:**/19");
        }
    }

    @Test
    void filesAreForcedOneByOneWhereTheFileSystemCannotBe() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeThat(memory).isDirectory().isWritable();
        Path data = Files.createTempDirectory(memory, "buckets");
        try (FolderBuckets buckets = FolderBuckets.open(data);
                StagedObjects objects = StagedObjects.open(buckets)) {
            Files.createDirectories(FolderBuckets.root(data).resolve("demo"));
            stage(objects, "whole");
            objects.commit(key("whole"));
            assertThat(data.resolve("buckets/demo/whole/7")).hasContent("whole 7");
            stage(objects, "removed");
            removeOneStagedFile(data.resolve("staging"));
            assertThatThrownBy(() -> objects.commit(key("removed")))
                    .isInstanceOf(DestinationException.class)
                    .hasMessageContaining("gs://demo/removed/")
                    .hasMessageContaining("was removed from the staging folder");
            assertThat(data.resolve("buckets/demo/removed")).doesNotExist();
        } finally {
            deleteAll(data);
        }
    }

    private static BatchKey key(String batch) {
        return new BatchKey(1, batch.hashCode() & 0xFFFF, 1);
    }

    private static void stage(StagedObjects objects, String batch) throws IOException {
        stage(objects, batch, MANY);
    }

    private static void stage(StagedObjects objects, String batch, int count) throws IOException {
        objects.begin(key(batch), () -> {});
        for (int i = 0; i < count; i++) {
            byte[] content = (batch + " " + i).getBytes(StandardCharsets.UTF_8);
            ObjectName name = new ObjectName("demo", batch + "/" + i);
            objects.stage(
                    key(batch),
                    "instance " + i,
                    name,
                    "text/plain",
                    OptionalLong.of(content.length),
                    new ByteArrayInputStream(content));
        }
    }

    /** Makes the folders below that this process has open fail at the next call for their file system. */
    private static void breakDescriptorsOf(Path parent) throws IOException {
        Duplicating libc = Native.load("c", Duplicating.class);
        int broken = libc.open(parent.toString(), PATH_ONLY);
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                int number = Integer.parseInt(descriptor.getFileName().toString());
                if (number != broken && isFolderBelow(descriptor, parent.toRealPath())) {
                    libc.dup2(broken, number);
                }
            }
        }
        libc.close(broken);
    }

    private static boolean isFolderBelow(Path descriptor, Path parent) throws IOException {
        try {
            return descriptor.toRealPath().startsWith(parent) && Files.isDirectory(descriptor);
        } catch (NoSuchFileException e) {
            return false; // not of a file, or closed meanwhile
        }
    }

    private static void removeOneStagedFile(Path staging) throws IOException {
        try (var all = Files.walk(staging)) {
            Files.delete(all.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private interface Duplicating extends FileSystemSync.LibC {
        int dup2(int from, int to);
    }
}
