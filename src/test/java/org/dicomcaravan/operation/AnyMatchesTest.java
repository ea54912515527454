package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A filter of which 300,000 lines matched something. */
abstract class AnyMatchesTest {
    private static final int MATCHES = 300_000;

    /** Whose table of matches has as many of operation 1, and one of the operations before and behind it. */
    abstract OperationStore store();

    /** All together take more than 30 MB as rows. */
    @Test
    void eachComesOnceWithoutRoomForAll() {
        AtomicLong count = new AtomicLong();
        AtomicLong sum = new AtomicLong();
        AtomicLong most = new AtomicLong();
        long before = used();
        store().filters().matched(1, match -> {
            sum.addAndGet(match.low());
            if (count.incrementAndGet() % 50_000 == 1) {
                most.accumulateAndGet(used(), Math::max);
            }
        });
        assertThat(count).hasValue(MATCHES);
        assertThat(sum).hasValue(MATCHES * (MATCHES + 1L) / 2);
        assertThat(most.get() - before).isLessThan(8L << 20);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void thoseOfAnotherOperationAreNotAmongThem() {
        Set<Fingerprint> found = new HashSet<>();
        store().filters().matched(0, found::add);
        store().filters().matched(2, found::add);
        assertThat(found).containsExactly(new Fingerprint(-1, 7));
        store().filters().matched(3, found::add);
        assertThat(found).hasSize(1);
    }
}
