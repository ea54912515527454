package org.dicomcaravan.render;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A rising function of x to 0…255, seen from its values: where it reaches them. That is all that rounding needs, and
 * it makes one division for each of 255 levels out of one for each value.
 */
sealed interface Curve {

    /** Levels above 0. */
    int LEVELS = 255;

    /** What thresholds are multiplied by: all of them are decimal numbers then. */
    BigDecimal PARTS = BigDecimal.valueOf(2L * LEVELS);

    /** Whether any x leaves level 0. */
    default boolean rises() {
        return true;
    }

    /** Whether a level is only reached beyond its threshold, not at it. */
    default boolean isStep() {
        return false;
    }

    /** {@link #PARTS} times the x at which the function is {@code level} − 1/2; for levels from 1 to 255. */
    BigDecimal threshold(int level);

    /** 0 everywhere: a flat frame. */
    record Flat() implements Curve {

        @Override
        public boolean rises() {
            return false;
        }

        @Override
        public BigDecimal threshold(int level) {
            throw new UnsupportedOperationException("a flat curve reaches no level");
        }
    }

    /** 0 up to {@code at}, 255 beyond: a LINEAR window of width 1. */
    record Step(BigDecimal at) implements Curve {

        @Override
        public boolean isStep() {
            return true;
        }

        @Override
        public BigDecimal threshold(int level) {
            return at.multiply(PARTS);
        }
    }

    /** A straight line from 0 at {@code low} to 255 at {@code high}, flat outside. */
    record Ramp(BigDecimal low, BigDecimal high) implements Curve {

        @Override
        public BigDecimal threshold(int level) {
            return low.multiply(PARTS).add(high.subtract(low).multiply(BigDecimal.valueOf(2L * level - 1)));
        }

        /** How far a threshold lies behind the one before. */
        BigDecimal pace() {
            return high.subtract(low).multiply(BigDecimal.valueOf(2));
        }
    }

    /**
     * 255 / (1 + exp(−4 (x − center) / width)) (PS3.3 C.11.2.1.3.1). Its thresholds are off by the rounding of one
     * logarithm, which moves the function by less than 1e-13.
     */
    record Sigmoid(BigDecimal center, BigDecimal width) implements Curve {

        private static final MathContext DIGITS = new MathContext(18);

        /** By level, {@link #PARTS} / 4 times the logarithm, to more digits than a double has. */
        private static final BigDecimal[] DISTANCES = distances();

        private static BigDecimal[] distances() {
            BigDecimal[] distances = new BigDecimal[LEVELS + 1];
            for (int level = 1; level <= LEVELS; level++) {
                double logarithm = Math.log((2L * LEVELS + 1 - 2L * level) / (2L * level - 1.0));
                distances[level] =
                        new BigDecimal(logarithm, DIGITS).multiply(PARTS).multiply(new BigDecimal("0.25"));
            }
            return distances;
        }

        @Override
        public BigDecimal threshold(int level) {
            return center.multiply(PARTS).subtract(width.multiply(DISTANCES[level]));
        }
    }
}
