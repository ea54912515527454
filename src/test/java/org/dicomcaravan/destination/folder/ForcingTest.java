package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes its time. */
class ForcingTest {
    @TempDir
    Path staging;

    private final Forcing forcing = new Forcing();
    private final CountDownLatch disk = new CountDownLatch(1);
    private StagingFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = StagingFolder.open(staging);
    }

    @AfterEach
    void close() throws IOException {
        disk.countDown();
        forcing.close();
        folder.close();
    }

    private void slow() {
        try {
            disk.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void givesTimeToRenewALeaseWhileItWaits() throws Exception {
        AtomicInteger renewed = new AtomicInteger();
        forcing.force(folder, List.of(this::slow, this::slow), () -> {
            if (renewed.incrementAndGet() == 2) {
                disk.countDown();
            }
        });
        assertThat(renewed).hasValue(2);
    }

    @Test
    void waitsNoLongerOnceTheLeaseIsLost() {
        assertThatThrownBy(() -> forcing.force(folder, List.of(this::slow), () -> {
                    throw new IllegalStateException("the lease is lost");
                }))
                .hasMessage("the lease is lost");
        assertThat(disk.getCount()).isOne();
    }

    @Test
    void waitsOnWhenItIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        forcing.force(folder, List.of(this::slow), disk::countDown);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void tellsWhatOneOfManyMeets() {
        Forcing.Forceable broken = () -> {
            throw new DestinationException(RpcCode.DATA_LOSS, "lost");
        };
        disk.countDown();
        assertThatThrownBy(() -> forcing.force(folder, List.of(this::slow, broken), () -> {}))
                .isInstanceOf(DestinationException.class)
                .hasMessage("lost");
    }
}
