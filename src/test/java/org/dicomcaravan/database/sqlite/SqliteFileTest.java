package org.dicomcaravan.database.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    /** The pages that the file may have, on the connection that it is set on. */
    private static final String FEW_PAGES = "PRAGMA max_page_count = 10";

    private static final String MUCH = "INSERT INTO note VALUES (zeroblob(1000000))";

    @TempDir
    Path folder;

    private Path path;
    private SqliteFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("notes.db");
        file = new SqliteFile(path);
        file.write(h -> h.execute("CREATE TABLE note (text)"));
    }

    @AfterEach
    void close() {
        file.close();
    }

    private static int insert(Handle handle, String text) {
        return handle.execute("INSERT INTO note VALUES (?)", text);
    }

    private long notes() {
        return file.read(h ->
                h.createQuery("SELECT COUNT(*) FROM note").mapTo(Long.class).one());
    }

    private static void assertFails(RpcCode code, String words, ThrowingCallable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call)
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    /** SQLite ends the transaction by itself then, so that a rollback fails, and the connection takes nothing more. */
    @Test
    void isAsBeforeWhenItWasFullForAMoment() {
        file.write(h -> insert(h, "before"));
        assertFails(
                RpcCode.RESOURCE_EXHAUSTED,
                "the disk is full",
                () -> file.write(h -> {
                    insert(h, "undone");
                    return h.execute(FEW_PAGES) + h.execute(MUCH);
                }));
        assertThat(notes()).isEqualTo(1);
        file.write(h -> h.execute(MUCH));
        file.writeSoon(h -> insert(h, "after"));
        assertThat(notes()).isEqualTo(3);
    }

    @Test
    void tellsTheFirstErrorWhereARollbackFailsAsWell() {
        file.write(h -> h.execute("CREATE TRIGGER no BEFORE INSERT ON note WHEN NEW.text = 'no'"
                + " BEGIN SELECT RAISE(ROLLBACK, 'of all words'); END"));
        assertFails(RpcCode.INTERNAL, "of all words", () -> file.writeSoon(h -> insert(h, "yes") + insert(h, "no")));
        assertThat(notes()).isZero();
        file.write(h -> insert(h, "yes"));
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void undoesWorkThatFailsForAReasonOfItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.write(h -> {
                    insert(h, "undone");
                    throw new IllegalArgumentException("mine");
                }))
                .withMessage("mine");
        assertThat(notes()).isZero();
    }

    @Test
    void takesTheChangesOfManyOneAfterTheOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < 25; i++) {
                    file.writeSoon(h -> insert(h, Long.toString(notesOf(h))));
                    assertThat(notes()).isPositive();
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        assertThat(file.<Long>read(h -> h.createQuery("SELECT COUNT(DISTINCT text) FROM note")
                        .mapTo(Long.class)
                        .one()))
                .isEqualTo(200);
    }

    private static long notesOf(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM note").mapTo(Long.class).one();
    }

    @Test
    void isProbedWithAChangeThatChangesNothing() throws IOException {
        file.write(h -> h.execute("PRAGMA user_version = 7") + insert(h, "kept"));
        long log = Files.size(folder.resolve("notes.db-wal"));
        file.probe();
        assertThat(folder.resolve("notes.db-wal"))
                .satisfies(wal -> assertThat(Files.size(wal)).isGreaterThan(log));
        assertThat(file.<Integer>read(h -> h.createQuery("PRAGMA user_version")
                        .mapTo(Integer.class)
                        .one()))
                .isEqualTo(7);
        assertThat(notes()).isEqualTo(1);
        assertThat(folder).isDirectoryNotContaining("glob:**.probe");
    }

    @Test
    void saysThatItStandsStill() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> slow = thread.submit(() -> file.write(h -> {
                held.countDown();
                await(end);
                return insert(h, "slow");
            }));
            await(held);
            assertFails(RpcCode.UNAVAILABLE, "in use for more than 5 seconds", file::probe);
            end.countDown();
            assertThat(slow.get()).isEqualTo(1);
            file.probe();
        } finally {
            end.countDown();
            thread.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path other = Files.writeString(folder.resolve("other.db"), "no database, and long enough to look at as one");
        try (SqliteFile wrong = new SqliteFile(other)) {
            assertFails(RpcCode.DATA_LOSS, "file is not a database", () -> wrong.write(h -> insert(h, "x")));
            Files.delete(other);
            wrong.write(h -> h.execute("CREATE TABLE note (text)"));
        }
    }

    @Test
    void seesThatItIsDamaged() throws IOException {
        file.check();
        file.close();
        byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0x55);
        Files.write(path, bytes);
        try (SqliteFile damaged = new SqliteFile(path)) {
            assertFails(RpcCode.DATA_LOSS, "the file is damaged", damaged::check);
        }
    }

    @Test
    void opensNothingAfterItsEnd() {
        file.close();
        assertFails(RpcCode.UNAVAILABLE, "closed", () -> file.write(h -> insert(h, "late")));
        assertFails(RpcCode.UNAVAILABLE, "closed", this::notes);
    }
}
