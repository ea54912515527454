package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is done to the folder of a {@link Misuse} before. */
final class Preparations {
    private static final Path MOUNT = Path.of("/bin/mount");

    private Preparations() {}

    /** The shipped settings and routes, and ports that are free. */
    static void shipped(Path folder) throws IOException {
        copy(Path.of("config"), folder.resolve("config"));
        copy(Path.of("routes"), folder.resolve("routes"));
        Files.createDirectories(folder.resolve("data"));
        Path settings = folder.resolve("config/application.properties");
        Files.writeString(
                settings,
                Files.readString(settings).replaceFirst("caravan.management.port=\\d+", "caravan.management.port=0"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    static Misuse.Preparation file(String name, byte... content) {
        return folder -> {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.write(folder.resolve(name), content);
            return () -> {};
        };
    }

    static Misuse.Preparation append(String name, byte... content) {
        return folder -> {
            Files.write(folder.resolve(name), content, StandardOpenOption.APPEND);
            return () -> {};
        };
    }

    static Misuse.Preparation replace(String name, String what, String by) {
        return folder -> {
            Path file = folder.resolve(name);
            String before = Files.readString(file);
            assertThat(before).contains(what);
            Files.writeString(file, before.replaceFirst(Pattern.quote(what), by));
            return () -> {};
        };
    }

    static Misuse.Preparation without(String name) {
        return folder -> {
            Files.delete(folder.resolve(name));
            return () -> {};
        };
    }

    static Misuse.Preparation folder(String name) {
        return folder -> {
            Files.createDirectories(folder.resolve(name));
            return () -> {};
        };
    }

    /** A folder that its owner may not use either. */
    static Misuse.Preparation closed(String name) {
        return folder -> {
            Path closed = Files.createDirectories(folder.resolve(name));
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            return () -> Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        };
    }

    /** The lock that another server holds. */
    static Misuse.Preparation anotherServer() {
        return folder -> {
            FileChannel lock = FileChannel.open(
                    folder.resolve("data/state.db.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock.lock();
            return lock;
        };
    }

    /** The data folder as a disk of its own. */
    static Misuse.Preparation disk(String options) {
        return disk(options, -1);
    }

    /** The same, filled but for so many bytes. */
    static Misuse.Preparation disk(String options, int left) {
        return folder -> {
            Path data = folder.resolve("data");
            assumeTrue(
                    Files.isExecutable(MOUNT)
                            && run(MOUNT.toString(), "-t", "tmpfs", "-o", options, "tmpfs", data.toString()) == 0,
                    "Skipped, since it needs the right to mount a tmpfs: run it as root of a machine");
            if (left >= 0) {
                long size = Files.getFileStore(data).getUsableSpace() - left;
                Files.write(data.resolve("ballast"), new byte[(int) size]);
            }
            return () -> run("/bin/umount", "-l", data.toString());
        };
    }

    static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
