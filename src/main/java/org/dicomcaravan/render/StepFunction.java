package org.dicomcaravan.render;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A function from stored values to output samples that is constant between rising steps: what every grey rule comes
 * down to once it is rounded. {@code outputs[k]} holds from {@code steps[k − 1]} on; with {@code falling}, the values
 * are negated first. Immutable.
 */
final class StepFunction implements LevelFunction {

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
        BigDecimal two = BigDecimal.valueOf(2);
        BigDecimal start =
                BigDecimal.valueOf(2L * first + 1).subtract(rescale.intercept().multiply(two));
        BigDecimal slope = rescale.slope().abs().multiply(two);
        return new StepFunction(
                rescale.slope().signum() < 0,
                Thresholds.row(start, two, slope, outputs.length - 1, false),
                outputs.clone());
    }

    private static long[] steps(Rescale rescale, Curve curve, boolean behind) {
        long[] steps = new long[Curve.LEVELS];
        if (!curve.rises()) {
            Arrays.fill(steps, Long.MAX_VALUE);
            return steps;
        }
        BigDecimal slope = rescale.slope().abs().multiply(Curve.PARTS);
        BigDecimal intercept = rescale.intercept().multiply(Curve.PARTS);
        if (curve instanceof Curve.Ramp ramp) {
            return Thresholds.row(ramp.threshold(1).subtract(intercept), ramp.pace(), slope, Curve.LEVELS, behind);
        }
        for (int level = 1; level <= Curve.LEVELS; level++) {
            steps[level - 1] = Thresholds.of(curve.threshold(level).subtract(intercept), slope, behind);
        }
        return steps;
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
