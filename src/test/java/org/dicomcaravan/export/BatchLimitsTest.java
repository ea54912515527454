package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchLimitsTest {

    @Test
    void growsFromSmallBatchesToTheLimit() {
        BatchLimits limits = new BatchLimits(100, 1000);
        assertThat(limits.instancesOf(1)).isEqualTo(8);
        assertThat(limits.instancesOf(8)).isEqualTo(8);
        assertThat(limits.instancesOf(9)).isEqualTo(16);
        assertThat(limits.instancesOf(25)).isEqualTo(64);
        assertThat(limits.instancesOf(33)).isEqualTo(100);
        assertThat(limits.instancesOf(Long.MAX_VALUE)).isEqualTo(100);
    }

    @Test
    void keepsToASmallLimit() {
        assertThat(new BatchLimits(3, 1).instancesOf(1)).isEqualTo(3);
    }

    @Test
    void refusesBatchesOfNothing() {
        assertThatThrownBy(() -> new BatchLimits(0, 1)).hasMessageContaining("expected at least 1");
        assertThatThrownBy(() -> new BatchLimits(1, 0)).hasMessageContaining("expected at least 1");
    }
}
