package org.dicomcaravan.render;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A function from stored values to output samples that is constant between rising steps: what every grey rule comes
 * down to once it is rounded. {@code outputs[k]} holds from {@code steps[k − 1]} on; with {@code falling}, the values
 * are negated first. Immutable.
 */
final class StepFunction implements LevelFunction {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(-Long.MAX_VALUE);

    private final boolean falling;
    private final long[] steps;
    private final byte[] outputs;

    private StepFunction(boolean falling, long[] steps, byte[] outputs) {
        this.falling = falling;
        this.steps = steps;
        this.outputs = outputs;
    }

    /** A curve behind a rescale; inverted after it where asked, halves up in either case. */
    static StepFunction of(Rescale rescale, Curve curve, boolean inverted) {
        byte[] outputs = new byte[Curve.LEVELS + 1];
        for (int level = 0; level <= Curve.LEVELS; level++) {
            outputs[level] = (byte) (inverted ? Curve.LEVELS - level : level);
        }
        // Halves go up after inversion, so before it they go down: the level starts behind its threshold.
        boolean behind = inverted || curve.isStep();
        return new StepFunction(rescale.slope().signum() < 0, steps(rescale, curve, behind), outputs);
    }

    /** A table behind a rescale: {@code outputs[k]} for the x that is nearest to {@code first + k}, halves up. */
    static StepFunction of(Rescale rescale, int first, byte[] outputs) {
        Rational slope = rescale.slope().abs();
        Rational start =
                Rational.of(2L * first - 1, 2).minus(rescale.intercept()).dividedBy(slope);
        Rational pace = Rational.ONE.dividedBy(slope);
        return new StepFunction(
                rescale.slope().signum() < 0, linear(start, pace, outputs.length - 1, false), outputs.clone());
    }

    private static long[] steps(Rescale rescale, Curve curve, boolean behind) {
        long[] steps = new long[Curve.LEVELS];
        if (!curve.rises()) {
            Arrays.fill(steps, Long.MAX_VALUE);
            return steps;
        }
        Rational slope = rescale.slope().abs();
        if (curve instanceof Curve.Ramp ramp) {
            Rational pace = ramp.high().minus(ramp.low()).dividedBy(slope).dividedBy(Rational.of(Curve.LEVELS));
            Rational start =
                    ramp.low().minus(rescale.intercept()).dividedBy(slope).minus(pace.times(Rational.HALF));
            return linear(start, pace, Curve.LEVELS, behind);
        }
        for (int level = 1; level <= Curve.LEVELS; level++) {
            Rational at = curve.threshold(level).minus(rescale.intercept()).dividedBy(slope);
            steps[level - 1] = clamped(behind ? at.floor().add(BigInteger.ONE) : at.ceiling());
        }
        return steps;
    }

    /** The least integers at or behind {@code start + k · pace} for k from 1 to {@code count}. */
    private static long[] linear(Rational start, Rational pace, int count, boolean behind) {
        BigInteger denominator = start.denominator().multiply(pace.denominator());
        BigInteger from = start.numerator().multiply(pace.denominator());
        BigInteger by = pace.numerator().multiply(start.denominator());
        long[] steps = new long[count];
        boolean small = denominator.bitLength() < 62 && from.bitLength() < 62 && by.bitLength() < 44;
        if (small) {
            long d = denominator.longValueExact();
            long value = from.longValueExact();
            long step = by.longValueExact();
            for (int k = 0; k < count; k++) {
                value += step;
                steps[k] = behind ? Math.floorDiv(value, d) + 1 : -Math.floorDiv(-value, d);
            }
            return steps;
        }
        BigInteger value = from;
        for (int k = 0; k < count; k++) {
            value = value.add(by);
            Rational at = new Rational(value, denominator);
            steps[k] = clamped(behind ? at.floor().add(BigInteger.ONE) : at.ceiling());
        }
        return steps;
    }

    private static long clamped(BigInteger value) {
        return value.min(MOST).max(LEAST).longValue();
    }

    @Override
    public byte at(long stored) {
        long value = falling ? -stored : stored;
        int low = 0;
        int high = steps.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return outputs[low];
    }

    @Override
    public byte[] table(StoredBits bits) {
        byte[] table = new byte[1 << bits.stored()];
        long lowest = bits.lowest();
        long highest = bits.highest();
        int mask = table.length - 1;
        int reached = 0;
        for (long value = falling ? -highest : lowest; value <= (falling ? -lowest : highest); value++) {
            while (reached < steps.length && steps[reached] <= value) {
                reached++;
            }
            table[(int) (falling ? -value : value) & mask] = outputs[reached];
        }
        return table;
    }
}
