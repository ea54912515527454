package org.dicomcaravan.render;

import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;

/**
 * Float and Double Float Pixel Data to grey: the modality transform applies, then the full range of the finite values.
 * Infinities are clamped before inversion, NaN is 0 after it.
 */
final class FloatValues {

    private static final int STRETCH = 1 << 16;
    private static final MathContext NEARLY = new MathContext(40, RoundingMode.HALF_EVEN);

    private final FloatBuffer floats;
    private final DoubleBuffer doubles;
    private final int count;

    private FloatValues(FloatBuffer floats, DoubleBuffer doubles, int count) {
        this.floats = floats;
        this.doubles = doubles;
        this.count = count;
    }

    /** The numbers of a frame with words of 32 or 64 bits. */
    static FloatValues of(DecodedFrame frame) {
        ByteBuffer words = ByteBuffer.wrap(frame.samples()).order(ByteOrder.LITTLE_ENDIAN);
        return frame.bitsAllocated() == Double.SIZE
                ? new FloatValues(null, words.asDoubleBuffer(), frame.samples().length / Double.BYTES)
                : new FloatValues(words.asFloatBuffer(), null, frame.samples().length / Float.BYTES);
    }

    private double at(int index) {
        return floats == null ? doubles.get(index) : floats.get(index);
    }

    /** The full range of x: 0 to 0 where no value is finite. */
    Voi.FullRange range(Rescale rescale) throws InterruptedIOException {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            if (i % STRETCH == 0) {
                Cancellation.check();
            }
            double value = at(i);
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            return Voi.FullRange.of(BigDecimal.ZERO, BigDecimal.ZERO);
        }
        BigDecimal one = rescale.at(new BigDecimal(low));
        BigDecimal other = rescale.at(new BigDecimal(high));
        return one.compareTo(other) <= 0 ? Voi.FullRange.of(one, other) : Voi.FullRange.of(other, one);
    }

    /** Grey levels of all values. */
    byte[] levels(Rescale rescale, Curve curve, boolean inverted) throws InterruptedIOException {
        boolean falling = rescale.slope().signum() < 0;
        double[] steps = steps(rescale, curve, inverted);
        byte[] out = new byte[count];
        Cancellation.inStretches(count, (from, to) -> {
            for (int i = from; i < to; i++) {
                double value = at(i);
                if (!Double.isNaN(value)) {
                    int level = level(steps, falling ? -value : value);
                    out[i] = (byte) (inverted ? Curve.LEVELS - level : level);
                }
            }
        });
        return out;
    }

    /** How many steps are at or below a value. */
    private static int level(double[] steps, double value) {
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
        return low;
    }

    /** The least numbers that reach the levels from 1 to 255; with {@code behind}, only beyond the threshold. */
    private static double[] steps(Rescale rescale, Curve curve, boolean behind) {
        BigDecimal slope = rescale.slope().abs().multiply(Curve.PARTS);
        BigDecimal intercept = rescale.intercept().multiply(Curve.PARTS);
        double[] steps = new double[Curve.LEVELS];
        for (int level = 1; level <= Curve.LEVELS; level++) {
            steps[level - 1] = curve.rises()
                    ? least(curve.threshold(level).subtract(intercept), slope, behind)
                    : Double.POSITIVE_INFINITY;
        }
        return steps;
    }

    /** The least number that reaches a quotient. */
    private static double least(BigDecimal numerator, BigDecimal denominator, boolean behind) {
        double nearest = Math.max(numerator.divide(denominator, NEARLY).doubleValue(), -Double.MAX_VALUE);
        if (Double.isInfinite(nearest)) {
            return nearest;
        }
        int order = new BigDecimal(nearest).multiply(denominator).compareTo(numerator);
        return order < 0 || order == 0 && behind ? Math.nextUp(nearest) : nearest;
    }
}
