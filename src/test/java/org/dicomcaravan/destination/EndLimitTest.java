package org.dicomcaravan.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An operation's end waits as long as something goes on, and seconds longer. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class EndLimitTest {
    private final EndLimit limit = new EndLimit();

    /** Looks at its thread's checkpoint for so long. */
    private static void wait(Duration time, Runnable meanwhile) {
        long begin = System.nanoTime();
        await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
            meanwhile.run();
            Checkpoint.pass();
            return System.nanoTime() - begin > time.toNanos();
        });
    }

    @Test
    void whereNothingGoesOnItEnds() {
        assertThatExceptionOfType(DestinationException.class)
                .isThrownBy(() -> limit.during("it did not go on", () -> {
                    wait(Duration.ofSeconds(20), () -> {});
                    return "done";
                }))
                .withMessage("it did not go on")
                .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.UNAVAILABLE));
    }

    @Test
    void whereSomethingGoesOnItWaits() throws Exception {
        String done = limit.during("it did not go on", () -> {
            wait(Duration.ofSeconds(4), limit::goesOn);
            return "done";
        });
        assertThat(done).isEqualTo("done");
    }
}
