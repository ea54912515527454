package org.dicomcaravan.render;

/**
 * A rising function of x to 0…255, seen from its values: where it reaches them. That is all that rounding needs, and
 * it makes one division for each of 255 levels out of one for each value.
 */
sealed interface Curve {

    /** Levels above 0. */
    int LEVELS = 255;

    /** Whether any x leaves level 0. */
    default boolean rises() {
        return true;
    }

    /** Whether a level is only reached beyond its threshold, not at it. */
    default boolean isStep() {
        return false;
    }

    /** The x at which the function is {@code level} − 1/2; for levels from 1 to 255. */
    Rational threshold(int level);

    /** 0 everywhere: a flat frame. */
    record Flat() implements Curve {

        @Override
        public boolean rises() {
            return false;
        }

        @Override
        public Rational threshold(int level) {
            throw new UnsupportedOperationException("a flat curve reaches no level");
        }
    }

    /** 0 up to {@code at}, 255 beyond: a LINEAR window of width 1. */
    record Step(Rational at) implements Curve {

        @Override
        public boolean isStep() {
            return true;
        }

        @Override
        public Rational threshold(int level) {
            return at;
        }
    }

    /** A straight line from 0 at {@code low} to 255 at {@code high}, flat outside. */
    record Ramp(Rational low, Rational high) implements Curve {

        private static final long TWICE = 2L * LEVELS;

        @Override
        public Rational threshold(int level) {
            return low.plus(high.minus(low).times(Rational.of(2L * level - 1, TWICE)));
        }
    }

    /**
     * 255 / (1 + exp(−4 (x − center) / width)) (PS3.3 C.11.2.1.3.1). Its thresholds are off by the rounding of one
     * logarithm, which moves the function by less than 1e-13.
     */
    record Sigmoid(Rational center, Rational width) implements Curve {

        @Override
        public Rational threshold(int level) {
            double logarithm = Math.log((2L * LEVELS + 1 - 2L * level) / (2L * level - 1.0));
            return center.minus(width.times(Rational.of(logarithm)).dividedBy(Rational.of(4)));
        }
    }
}
