package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UploadLimitTest {
    private static void round(UploadLimit limit, boolean overload) throws InterruptedIOException {
        limit.enter();
        limit.leave(overload);
    }

    @Test
    void halvesOnceForABurstOfRefusalsAndGrowsBack() throws Exception {
        UploadLimit limit = new UploadLimit(16);
        for (int i = 0; i < 10; i++) {
            round(limit, true);
        }
        assertThat(limit.allowed()).isEqualTo(8);
        for (int i = 0; i < 200; i++) {
            round(limit, false);
        }
        assertThat(limit.allowed()).isEqualTo(16);
    }

    @Test
    void leavesSmallObjectsAnEighthOfTheHeap() {
        assertThat(Uploads.kibibytes(256L << 20)).isEqualTo(32 << 10);
        assertThat(Uploads.kibibytes(8L << 20)).isEqualTo((Uploads.ONE_REQUEST >> 10) + 1);
    }

    @Test
    void neverComesToNothing() {
        UploadLimit limit = new UploadLimit(4);
        await().until(() -> {
            round(limit, true);
            return limit.allowed() == 1;
        });
        await().pollDelay(Duration.ofMillis(1100)).until(() -> {
            round(limit, true);
            return limit.allowed() == 1;
        });
    }

    @Test
    void letsNoMoreInThanItAllows() throws Exception {
        UploadLimit limit = new UploadLimit(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Thread thread = new Thread(() -> {
                try {
                    limit.enter();
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    await().until(() -> inside.get() == 3 || limit.allowed() < 3);
                } catch (InterruptedIOException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads.add(thread);
            thread.setDaemon(true);
            thread.start();
        }
        await().until(() -> inside.get() == 3);
        assertThat(most).hasValue(3);
        for (int i = 0; i < 12; i++) {
            await().until(() -> inside.get() > 0);
            inside.decrementAndGet();
            limit.leave(false);
            int left = 12 - i - 1;
            await().until(() -> inside.get() == Math.min(3, left));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(3);
    }
}
