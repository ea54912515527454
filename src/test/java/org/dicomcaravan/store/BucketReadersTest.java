package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomcaravan.store.ScriptedBucket.item;
import static org.dicomcaravan.store.ScriptedBucket.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.store.ScriptedBucket.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading ahead is a favour: where no thread is left for it, reading goes on without. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BucketReadersTest {

    private static final int BLOCK = 64 * 1024;
    private static final int SIZE = 1_000_000;

    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch fetching = new CountDownLatch(1);
    private ScriptedBucket bucket;
    private BucketStore store;
    private volatile long hangsAt = -1;

    @BeforeEach
    void create() throws IOException {
        bucket = new ScriptedBucket();
        bucket.answer(this::answer);
        store = bucket.store("");
    }

    @AfterEach
    void close() {
        over.countDown();
        bucket.close();
    }

    private Answer answer(ScriptedBucket.Asked request) {
        if (request.isList()) {
            return page("", item("x", SIZE), item("y", SIZE), item("z", SIZE));
        }
        if (!request.isMedia()) {
            return Answer.json(item("x", SIZE));
        }
        String[] range = request.range().replace("bytes=", "").split("-");
        long from = Long.parseLong(range[0]);
        long to = Long.parseLong(range[1]);
        if (from == hangsAt) {
            fetching.countDown();
            await(over);
        }
        return Answer.part(from, to, SIZE, new byte[(int) (to - from + 1)]);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work for all threads that there are. */
    private void occupyAll() {
        for (int i = 0; i < 2; i++) {
            bucket.readers.offer(() -> await(over));
        }
    }

    private long mediaAsked() {
        return bucket.asked.stream().filter(ScriptedBucket.Asked::isMedia).count();
    }

    @Test
    void nothingIsFetchedAheadWhereNobodyIsFree() throws IOException {
        occupyAll();
        try (StoredInstance stored = store.open("x")) {
            stored.bytes().readFully(0, ByteBuffer.allocate(BLOCK));
            stored.bytes().readFully(BLOCK, ByteBuffer.allocate(10));
            assertThat(mediaAsked()).isEqualTo(2);
            assertThat(stored.bytes().stream().readAllBytes()).hasSize(SIZE);
        }
        assertThat(EmulatedBucket.list(store, Optional.empty())).hasSize(3);
    }

    /** One who waits for a block keeps nobody from those that are there, nor from closing. */
    @Test
    void nothingIsFetchedWhereOthersHaveToWaitForIt() throws Exception {
        occupyAll();
        try (StoredInstance stored = store.open("x")) {
            stored.bytes().readFully(0, ByteBuffer.allocate(BLOCK));
            hangsAt = 3L * BLOCK;
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
                try {
                    stored.bytes().readFully(BLOCK, ByteBuffer.allocate(10));
                    stored.bytes().readFully(hangsAt, ByteBuffer.allocate(10));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            await(fetching);
            stored.bytes().readFully(0, ByteBuffer.allocate(10));
            over.countDown();
            reader.get();
        }
    }

    @Test
    void readingGoesOnWithoutThemOnceTheyAreClosed() throws IOException {
        bucket.readers.close();
        assertThat(EmulatedBucket.list(store, Optional.empty())).hasSize(3);
        try (StoredInstance stored = store.open("x")) {
            assertThat(stored.bytes().stream().readAllBytes()).hasSize(SIZE);
        }
    }
}
