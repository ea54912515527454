package org.dicomcaravan.codec.jpegsyntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CodeLengthsTest {

    /** 1, 1, 2, 3, 5 … would take a bit more for each. */
    @Test
    void noCodeIsLongerThanSixteenBits() {
        long[] weights = new long[40];
        weights[0] = 1;
        weights[1] = 1;
        for (int i = 2; i < weights.length; i++) {
            weights[i] = weights[i - 1] + weights[i - 2];
        }
        int[] lengths = CodeLengths.of(weights);
        assertThat(Arrays.stream(lengths).max()).hasValue(16);
        assertThat(kraft(lengths)).isEqualTo(1 << 16);
    }

    @Test
    void symbolsThatDoNotOccurHaveNoCode() {
        assertThat(CodeLengths.of(new long[] {-1, 5, -1, 0})).containsExactly(0, 1, 0, 1);
    }

    /** By Huffman's own algorithm, which has no limit and does not reach it with so few symbols. */
    @Property(tries = 200)
    void noCodeIsShorterInSum(@ForAll @Size(min = 2, max = 17) List<@LongRange(min = 0, max = 1_000) Long> weights) {
        long[] given = weights.stream().mapToLong(Long::longValue).toArray();
        int[] lengths = CodeLengths.of(given);
        assertThat(kraft(lengths)).isEqualTo(1 << 16);
        long sum = 0;
        for (int i = 0; i < given.length; i++) {
            sum += given[i] * lengths[i];
        }
        assertThat(sum).isEqualTo(best(given));
    }

    private static long best(long[] weights) {
        PriorityQueue<Long> queue = new PriorityQueue<>();
        Arrays.stream(weights).forEach(queue::add);
        long sum = 0;
        while (queue.size() > 1) {
            long merged = queue.remove() + queue.remove();
            sum += merged;
            queue.add(merged);
        }
        return sum;
    }

    private static int kraft(int[] lengths) {
        return Arrays.stream(lengths)
                .filter(length -> length > 0)
                .map(length -> 1 << 16 - length)
                .sum();
    }
}
