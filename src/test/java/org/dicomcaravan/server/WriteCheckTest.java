package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

class WriteCheckTest {

    @Test
    void followsWhatItTriesOnceASecond() {
        AtomicReference<IOException> problem = new AtomicReference<>();
        AtomicInteger tries = new AtomicInteger();
        WriteCheck check = new WriteCheck("state", () -> {
            tries.incrementAndGet();
            if (problem.get() != null) {
                throw problem.get();
            }
        });
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).isFalse();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        problem.set(new IOException("the disk is full; free space"));
        await().until(() -> check.call().getState() == HealthCheck.State.DOWN);
        assertThat(check.call().getMessage()).contains("the disk is full; free space");
        problem.set(null);
        await().until(() -> check.call().getState() == HealthCheck.State.UP);
        assertThat(check.call().getMessage()).isEmpty();
        assertThat(tries.get()).isLessThan(10);
    }
}
