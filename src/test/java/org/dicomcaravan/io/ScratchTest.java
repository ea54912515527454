package org.dicomcaravan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several instances may put into one folder together. */
class ScratchTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    /** Writes so many MiB; what is returned holds them until it is closed. */
    private static ByteSource fill(Scratch.Share share, int mebibytes) throws IOException {
        try (Spool spool = share.spool(OptionalLong.empty())) {
            for (int i = 0; i < mebibytes; i++) {
                spool.write(new byte[MIB], 0, MIB);
            }
            return spool.finish();
        }
    }

    private static CompletableFuture<ByteSource> fillLater(Scratch.Share share, int mebibytes) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return fill(share, mebibytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static Scratch.Share share(Scratch scratch) {
        return scratch.share(() -> {});
    }

    @Test
    void refusesAnInstanceThatAloneNeedsMoreThanHalf() throws Exception {
        Scratch scratch = Scratch.open(folder, 32L * MIB);
        Scratch.Share share = share(scratch);
        try (ByteSource first = fill(share, 8)) {
            assertThatThrownBy(() -> fill(share, 9))
                    .isInstanceOf(ScratchLimitException.class)
                    .hasMessageContaining("16 MiB")
                    .hasMessageContaining("caravan.limit.scratch-mebibytes");
            assertThat(scratch.held()).isEqualTo(first.size());
        }
        assertThat(scratch.held()).isZero();
        fill(share, 16).close();
    }

    @Test
    void letsTheLongestGoOnAndTheOthersWait() throws Exception {
        Scratch scratch = Scratch.open(folder, 32L * MIB);
        AtomicInteger waits = new AtomicInteger();
        Scratch.Share longest = share(scratch);
        ByteSource first = fill(longest, 4);
        ByteSource second = fill(share(scratch), 12);

        CompletableFuture<ByteSource> third = fillLater(scratch.share(waits::incrementAndGet), 12);
        await().untilAsserted(() -> assertThat(waits).hasPositiveValue());
        assertThat(third).isNotDone();
        fill(longest, 12).close();

        first.close(); // the second is the longest now, and has a half to itself
        try (ByteSource filled = third.get()) {
            assertThat(filled.size()).isEqualTo(12L * MIB);
        }
        second.close();
        assertThat(scratch.held()).isZero();
    }

    @Test
    void neverHoldsMoreThanItsBound() throws Exception {
        Scratch scratch = Scratch.open(folder, 32L * MIB);
        CompletableFuture<?>[] all = new CompletableFuture<?>[24];
        for (int i = 0; i < all.length; i++) {
            int size = 4 + i % 3 * 4;
            all[i] = fillLater(share(scratch), size).thenAccept(source -> {
                try (source) {
                    assertThat(scratch.held()).isLessThanOrEqualTo(32L * MIB);
                    assertThat(source.stream().readAllBytes()).hasSize(size * MIB);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        CompletableFuture.allOf(all).get();
        assertThat(scratch.held()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givesUpWhereOthersGiveNothingBack() throws Exception {
        Scratch scratch = new Scratch(folder, 16L * MIB, Duration.ofMillis(300));
        try (ByteSource first = fill(share(scratch), 4);
                ByteSource second = fill(share(scratch), 8)) {
            assertThatThrownBy(() -> fill(share(scratch), 4))
                    .isInstanceOf(ScratchLimitException.class)
                    .hasMessageContaining("others hold");
            assertThat(scratch.held()).isEqualTo(first.size() + second.size());
        }
        assertThat(scratch.held()).isZero();
    }

    @Test
    void stopsWaitingWhenItIsInterrupted() throws Exception {
        Scratch scratch = Scratch.open(folder, 16L * MIB);
        try (ByteSource first = fill(share(scratch), 4);
                ByteSource second = fill(share(scratch), 8)) {
            Scratch.Share interrupted = scratch.share(Thread.currentThread()::interrupt);
            assertThatThrownBy(() -> fill(interrupted, 4)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(scratch.held()).isEqualTo(first.size() + second.size());
        }
        assertThat(scratch.held()).isZero();
    }

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        Files.write(folder.resolve("caravan-0.scratch"), new byte[9]);
        Files.write(folder.resolve("somebody-elses"), new byte[9]);
        Scratch.open(folder, MIB);
        assertThat(folder).isDirectoryNotContaining("glob:**.scratch").isDirectoryContaining("glob:**elses");
    }

    @Test
    void blamesTheServerWhereTheFolderIsGone() throws Exception {
        Path gone = folder.resolve("gone");
        Scratch scratch = Scratch.open(gone, 32L * MIB);
        Files.delete(gone);
        assertThatThrownBy(() -> fill(share(scratch), 2))
                .isInstanceOfSatisfying(
                        ScratchException.class, e -> assertThat(e.isFull()).isFalse())
                .hasMessageContaining("scratch folder")
                .hasMessageNotContaining(folder.toString());
        assertThat(scratch.held()).isZero();
    }

    @Test
    void blamesTheServerWhereTheDiskIsFull() throws Exception {
        String disk = folder.toString();
        assumeTrue(
                Files.isExecutable(Path.of("/bin/mount"))
                        && run("/bin/mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk) == 0,
                "Skipped, since it needs the right to mount a tmpfs: run it as root of a machine");
        try {
            Scratch scratch = Scratch.open(folder, 32L * MIB);
            assertThatThrownBy(() -> fill(share(scratch), 6))
                    .isInstanceOfSatisfying(
                            ScratchException.class, e -> assertThat(e.isFull()).isTrue())
                    .hasMessageContaining("free space");
            assertThat(scratch.held()).isZero();
            fill(share(scratch), 3).close();
        } finally {
            run("/bin/umount", "-l", disk);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
