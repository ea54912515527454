package org.dicomcaravan.database.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A disk that is full, or takes one write or force not, for a while: afterwards the same process goes on. */
class BadDiskTest {
    @TempDir
    Path folder;

    private static int run(List<String> command, Path output) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
    }

    private int run(String... command) throws IOException, InterruptedException {
        return run(List.of(command), folder.resolve("output"));
    }

    @Test
    void aFullDiskIsToldAndLeftBehind() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                Files.isExecutable(Path.of("/bin/mount"))
                        && run("/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
                "Skipped, since it needs the right to mount a tmpfs: run it as root of a machine");
        try (SqliteFile file = new SqliteFile(disk.resolve("notes.db"))) {
            file.write(h -> h.execute("CREATE TABLE note (text)"));
            file.probe();
            Path ballast = disk.resolve("ballast");
            Files.write(ballast, new byte[(int) Files.getFileStore(disk).getUsableSpace()]);
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> file.write(h -> h.execute("INSERT INTO note VALUES (zeroblob(100000))")))
                    .withMessageMatching("the disk is full, with \\d+ KiB free; free space")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.RESOURCE_EXHAUSTED));
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(file::probe)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.RESOURCE_EXHAUSTED));
            Files.delete(ballast);
            file.probe();
            assertThat(file.<Integer>write(h -> h.execute("INSERT INTO note VALUES (zeroblob(100000))")))
                    .isEqualTo(1);
        } finally {
            run("/bin/umount", "-l", disk.toString());
        }
    }

    /** SQLite calls it an I/O error where the index of its log, in shared memory, can't grow. */
    @Test
    void aLogThatCantGrowIsAFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                Files.isExecutable(Path.of("/bin/mount"))
                        && run("/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
                "Skipped, since it needs the right to mount a tmpfs: run it as root of a machine");
        Logger logger = (Logger) LoggerFactory.getLogger(Trouble.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        Path notes = disk.resolve("notes.db");
        try (SqliteFile file = new SqliteFile(notes)) {
            file.write(h -> h.execute("CREATE TABLE note (text)"));
            file.close();
            Path ballast = disk.resolve("ballast");
            Files.write(ballast, new byte[(int) Files.getFileStore(disk).getUsableSpace()]);
            try (SqliteFile again = new SqliteFile(notes)) {
                for (int i = 0; i < 2; i++) {
                    assertThatExceptionOfType(DatabaseException.class)
                            .isThrownBy(() -> again.write(h -> h.execute("INSERT INTO note VALUES ('x')")))
                            .withMessageMatching("the disk is full, with \\d+ KiB free; free space");
                }
                Files.delete(ballast);
                again.write(h -> h.execute("INSERT INTO note VALUES ('x')"));
            }
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
            run("/bin/umount", "-l", disk.toString());
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(notes + " can't be changed: the disk is full, with "),
                        line -> assertThat(line).isEqualTo(notes + " is changed again"));
    }

    /** The calls of SQLite that write and force its log, counted from the start of the process. */
    @ParameterizedTest
    @CsvSource({
        "pwrite64, EIO, 7, INTERNAL",
        "pwrite64, ENOSPC, 7, RESOURCE_EXHAUSTED",
        "'fsync,fdatasync', EIO, 3, INTERNAL"
    })
    void oneCallThatTheSystemRefusesIsLeftBehind(String call, String error, int when, RpcCode code) throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        assumeTrue(
                Files.isExecutable(strace) && run(strace.toString(), "-qq", "-o", "/dev/null", "/bin/true") == 0,
                "Skipped, since it needs strace, and the right to trace: apt-get install strace");
        Path log = folder.resolve("notes.db-wal");
        List<String> command = new ArrayList<>(List.of(
                strace.toString(), "-f", "-qq", "-o", folder.resolve("trace").toString(), "-P", log.toString()));
        command.addAll(List.of("-e", "trace=" + call, "-e", "inject=%s:error=%s:when=%d".formatted(call, error, when)));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.resolve("notes.db").toString()));
        Path output = folder.resolve("output");
        assertThat(run(command, output)).as(Files.readString(output)).isZero();
        assertThat(folder.resolve("trace")).content().contains("INJECTED");
        List<String> said = Files.readAllLines(output);
        assertThat(said).filteredOn(line -> line.startsWith("failed")).containsExactly("failed " + code);
        assertThat(said).last().asString().startsWith("rows ");
    }

    /** Ten changes, one after the other; tells which failed, and at the end whether all others are there. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            int done = 0;
            try (SqliteFile file = new SqliteFile(Path.of(arguments[0]))) {
                file.write(h -> h.execute("CREATE TABLE IF NOT EXISTS note (text)"));
                for (int i = 0; i < 10; i++) {
                    String text = "change " + i;
                    try {
                        done += file.<Integer>write(h -> h.execute("INSERT INTO note VALUES (?)", text));
                    } catch (DatabaseException e) {
                        System.out.println("failed " + e.code());
                    }
                }
                long rows = file.read(h -> h.createQuery("SELECT COUNT(*) FROM note")
                        .mapTo(Long.class)
                        .one());
                System.out.printf(Locale.ROOT, "%s %d of %d%n", rows >= done ? "rows" : "lost", rows, done);
            }
        }
    }
}
