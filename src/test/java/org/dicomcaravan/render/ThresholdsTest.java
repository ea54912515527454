package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Against fractions. */
class ThresholdsTest {

    private static final BigDecimal ONE = BigDecimal.ONE;

    private static long expected(BigDecimal numerator, BigDecimal denominator, boolean behind) {
        Rational quotient = Rational.of(numerator).dividedBy(Rational.of(denominator));
        BigInteger floor = quotient.floor();
        boolean whole = quotient.denominator().equals(BigInteger.ONE);
        return floor.add(whole && !behind ? BigInteger.ZERO : BigInteger.ONE).longValueExact();
    }

    @Property
    void integersAreTheLeastThatReachTheQuotient(
            @ForAll @IntRange(min = -100_000, max = 100_000) int first,
            @ForAll @IntRange(max = 10_000) int by,
            @ForAll @IntRange(min = 1, max = 1_000) int denominator,
            @ForAll @IntRange(min = -3, max = 3) int scale,
            @ForAll @IntRange(max = 500) int digits,
            @ForAll boolean behind) {
        // A factor of both sides changes nothing but how long the numbers are.
        BigDecimal factor = new BigDecimal(BigInteger.TEN.pow(digits).add(BigInteger.ONE));
        BigDecimal n = BigDecimal.valueOf(first, scale).multiply(factor);
        BigDecimal step = BigDecimal.valueOf(by, 1).multiply(factor);
        BigDecimal d = BigDecimal.valueOf(denominator).multiply(factor);
        long[] row = Thresholds.row(n, step, d, 20, behind);
        for (int k = 0; k < row.length; k++) {
            BigDecimal numerator = n.add(step.multiply(BigDecimal.valueOf(k)));
            assertThat(row[k]).isEqualTo(expected(numerator, d, behind));
            assertThat(Thresholds.of(numerator, d, behind)).isEqualTo(row[k]);
        }
    }

    @Test
    void whatIsBeyondEveryStoredValueIsTheEnd() {
        BigDecimal huge = new BigDecimal("1e990");
        for (BigDecimal denominator : new BigDecimal[] {ONE, new BigDecimal("7e-999")}) {
            assertThat(Thresholds.of(huge, denominator, false)).isEqualTo(Long.MAX_VALUE);
            assertThat(Thresholds.of(huge.negate(), denominator, true)).isEqualTo(-Long.MAX_VALUE);
            assertThat(Thresholds.row(huge.negate(), huge.add(huge), denominator, 2, false))
                    .containsExactly(-Long.MAX_VALUE, Long.MAX_VALUE);
        }
        assertThat(Thresholds.of(huge.subtract(huge), new BigDecimal("1e-999"), false))
                .isZero();
        assertThat(Thresholds.of(ONE, huge, false)).isEqualTo(1);
        assertThat(Thresholds.of(ONE.negate(), huge, false)).isZero();
    }
}
