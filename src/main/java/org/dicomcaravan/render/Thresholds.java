package org.dicomcaravan.render;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The integers at which quotients of decimal numbers are reached, exactly. For fractions {@code N / D} with a positive D:
 * the least integer that is not less or, with {@code behind}, the least that is greater; within ±{@link Long#MAX_VALUE}.
 */
final class Thresholds {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(-Long.MAX_VALUE);

    /** Decimal digits of a quotient that no long holds, with some to spare for what is only estimated. */
    private static final double BEYOND = 22;

    private static final double DIGITS_A_BIT = Math.log10(2);

    /** Bits of a denominator up to which lowest terms are found quicker than they save. */
    private static final int SHORT = 256;

    private Thresholds() {}

    /** The integer of one quotient. */
    static long of(BigDecimal numerator, BigDecimal denominator, boolean behind) {
        if (numerator.signum() != 0 && magnitude(numerator) - magnitude(denominator) > BEYOND) {
            return numerator.signum() < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        int scale = Math.max(0, Math.max(numerator.scale(), denominator.scale()));
        BigInteger[] parts = integer(numerator, scale).divideAndRemainder(integer(denominator, scale));
        boolean above = parts[1].signum() > 0 || behind && parts[1].signum() == 0;
        return clamped(above ? parts[0].add(BigInteger.ONE) : parts[0]);
    }

    /** The integers of {@code count} quotients, whose numerators start with {@code first} and grow {@code by} as much. */
    static long[] row(BigDecimal first, BigDecimal by, BigDecimal denominator, int count, boolean behind) {
        int scale = Math.max(0, Math.max(denominator.scale(), Math.max(first.scale(), by.scale())));
        BigInteger value = integer(first, scale);
        BigInteger step = integer(by, scale);
        BigInteger divisor = integer(denominator, scale);
        if (divisor.bitLength() <= SHORT) {
            BigInteger common = divisor.gcd(step).gcd(value);
            value = value.divide(common);
            step = step.divide(common);
            divisor = divisor.divide(common);
        }
        boolean small = divisor.bitLength() < 62 && value.bitLength() < 62 && step.bitLength() < 44;
        return small
                ? row(value.longValueExact(), step.longValueExact(), divisor.longValueExact(), count, behind)
                : row(value, step, divisor, count, behind);
    }

    private static long[] row(long first, long by, long divisor, int count, boolean behind) {
        long[] integers = new long[count];
        long value = first;
        for (int k = 0; k < count; k++) {
            integers[k] = behind ? Math.floorDiv(value, divisor) + 1 : -Math.floorDiv(-value, divisor);
            value += by;
        }
        return integers;
    }

    /** One division for all: from then on quotient and remainder grow by those of the step. */
    private static long[] row(BigInteger first, BigInteger by, BigInteger divisor, int count, boolean behind) {
        BigInteger[] steps = by.divideAndRemainder(divisor);
        BigInteger remainder = first.mod(divisor);
        BigInteger quotient = first.subtract(remainder).divide(divisor);
        long[] integers = new long[count];
        for (int k = 0; k < count; k++) {
            boolean above = behind || remainder.signum() > 0;
            integers[k] = clamped(above ? quotient.add(BigInteger.ONE) : quotient);
            quotient = quotient.add(steps[0]);
            remainder = remainder.add(steps[1]);
            if (remainder.compareTo(divisor) >= 0) {
                remainder = remainder.subtract(divisor);
                quotient = quotient.add(BigInteger.ONE);
            }
        }
        return integers;
    }

    private static BigInteger integer(BigDecimal value, int scale) {
        return value.setScale(scale).unscaledValue();
    }

    /** Digits before the point, more or less. */
    private static double magnitude(BigDecimal value) {
        return DIGITS_A_BIT * value.unscaledValue().bitLength() - value.scale();
    }

    private static long clamped(BigInteger value) {
        return value.min(MOST).max(LEAST).longValue();
    }
}
