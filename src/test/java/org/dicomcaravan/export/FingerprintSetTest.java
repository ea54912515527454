package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.dicomcaravan.operation.Fingerprint;
import org.junit.jupiter.api.Test;

class FingerprintSetTest {

    @Test
    void holdsWhatASetOfThePlatformHolds() {
        Random random = new Random(7);
        Set<Fingerprint> expected = new HashSet<>();
        FingerprintSet set = new FingerprintSet();
        for (int i = 0; i < 20_000; i++) {
            // Few different ones, that collide, among many; and zeros, which mark free places.
            Fingerprint some = new Fingerprint(random.nextInt(200) - 100, (long) random.nextInt(100) << 32);
            assertThat(set.add(some)).isEqualTo(expected.add(some));
        }
        assertThat(set.size()).isEqualTo(expected.size());
        for (int high = -120; high < 120; high++) {
            for (int low = 0; low < 110; low++) {
                Fingerprint some = new Fingerprint(high, (long) low << 32);
                assertThat(set.contains(some)).isEqualTo(expected.contains(some));
            }
        }
    }
}
