package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class FileSystemSyncTest {
    private static final int NEVER_OPEN = -1;
    private static final int MANY = 8;
    private static final int FEW = 7;

    @TempDir
    Path folder;

    private FileSystemSync.LibC libc;

    @BeforeEach
    void load() {
        libc = Native.load("c", FileSystemSync.LibC.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, 6.18.44-fc, true",
        "Linux, 5.8, true",
        "Linux, 5.7.19-generic, false",
        "Linux, 4.4.0, false",
        "Linux, unknown, false",
        "Mac OS X, 14.5, false",
        "Windows 11, 10.0, false"
    })
    void isTrustedSinceItTellsErrors(String system, String version, boolean trusted) {
        assertThat(FileSystemSync.tellsErrors(system, version)).isEqualTo(trusted);
    }

    @Test
    void callsTheSystemUntilItIsClosed() throws IOException {
        assumeThat(Files.getFileStore(folder).type()).isIn("ext4", "xfs");
        FileSystemSync all = FileSystemSync.of(folder).orElseThrow();
        assertThat(all.sync(FEW)).isFalse();
        assertThat(all.sync(MANY)).isTrue();
        all.close();
        assertThat(all.sync(MANY)).isFalse();
        assertThat(all.isSound()).isTrue();
        all.close();
    }

    @Test
    void leavesOtherFileSystemsAlone() {
        assertThat(FileSystemSync.of(Path.of("/proc"))).isEmpty();
    }

    @Test
    void tellsAnErrorToAllThatComeAfter() {
        try (FileSystemSync broken = new FileSystemSync(libc, NEVER_OPEN, Long.MAX_VALUE)) {
            assertThat(broken.isSound()).isTrue();
            assertThatThrownBy(() -> broken.sync(MANY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Bad file descriptor");
            assertThat(broken.isSound()).isFalse();
            assertThatThrownBy(() -> broken.sync(FEW)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> broken.sync(MANY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Bad file descriptor");
        }
    }

    @Test
    void restsAfterACallThatTookLong() throws IOException {
        try (FileSystemSync slow = new FileSystemSync(libc, libc.open(folder.toString(), 0), 0)) {
            assertThat(slow.sync(MANY)).isTrue();
            assertThat(slow.sync(MANY)).isFalse();
        }
    }

    @Test
    void callsOnceForAllThatWait() throws Exception {
        CountingLibC counting = new CountingLibC(libc);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (FileSystemSync all = new FileSystemSync(counting, libc.open(folder.toString(), 0), Long.MAX_VALUE)) {
            List<Future<Boolean>> answers = new ArrayList<>();
            answers.add(threads.submit(() -> all.sync(MANY)));
            Awaitility.await().until(() -> counting.calls.get() == 1);
            Set<Thread> waiting = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 5; i++) {
                answers.add(threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return all.sync(MANY);
                }));
            }
            Awaitility.await()
                    .until(() -> waiting.size() == 5
                            && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            counting.first.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
            assertThat(counting.calls).hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void isClosedWithoutWaitingForACall() throws Exception {
        CountingLibC counting = new CountingLibC(libc);
        FileSystemSync slow = new FileSystemSync(counting, libc.open(folder.toString(), 0), Long.MAX_VALUE);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> answer = thread.submit(() -> slow.sync(MANY));
            Awaitility.await().until(() -> counting.calls.get() == 1);
            slow.close();
            assertThat(counting.closes).hasValue(0);
            counting.first.countDown();
            assertThat(answer.get()).isTrue();
            assertThat(slow.sync(MANY)).isFalse();
            slow.close();
            assertThat(counting.closes).hasValue(1);
        } finally {
            counting.first.countDown();
            thread.shutdown();
        }
    }

    /** The system's calls, of which the first syncfs waits. */
    private static final class CountingLibC implements FileSystemSync.LibC {
        private final FileSystemSync.LibC libc;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger closes = new AtomicInteger();
        private final CountDownLatch first = new CountDownLatch(1);

        private CountingLibC(FileSystemSync.LibC libc) {
            this.libc = libc;
        }

        @Override
        public int open(String path, int flags) {
            return libc.open(path, flags);
        }

        @Override
        public int syncfs(int descriptor) {
            calls.incrementAndGet();
            try {
                first.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return libc.syncfs(descriptor);
        }

        @Override
        public int close(int descriptor) {
            closes.incrementAndGet();
            return libc.close(descriptor);
        }
    }
}
