package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Squared errors of three coefficients, worked out by hand: -5.5, 1.25 beside it, and 1.75 far away. */
class PlaneGainsTest {

    private final BlockColumns block = new BlockColumns();
    private final CodingPasses passes = new CodingPasses(block);
    private final PlaneGains gains = new PlaneGains();

    PlaneGainsTest() {
        int[] row = new int[8];
        row[0] = fixed(-5.5);
        row[1] = fixed(1.25);
        row[7] = fixed(1.75);
        gains.begin(block.load(row, 0, 8, 8, 1));
        passes.begin(Orientation.LL);
    }

    @Test
    void theFirstPlaneHasACleanupPassOnly() {
        begin(2);
        gains.measure(block, 2 + PlaneGains.FRACTION_BITS);
        assertThat(gains.ofPropagation()).isZero();
        assertThat(gains.ofRefinement()).isZero();
        assertThat(gains.ofCleanup() * 16).isEqualTo(5.5 * 5.5 - 0.5 * 0.5); // now taken for 6
    }

    @Test
    void refinementMayGainNothing() {
        toPlane1();
        assertThat(gains.ofPropagation()).isZero();
        assertThat(gains.ofRefinement()).isZero(); // taken for 5 instead of 6
        assertThat(gains.ofCleanup()).isZero();
    }

    @Test
    void eachPassOfThePlaneHasItsOwnPart() {
        toPlane1();
        passes.cleanup();
        begin(0);
        passes.propagateSignificance();
        passes.refineMagnitudes();
        gains.measure(block, PlaneGains.FRACTION_BITS);
        assertThat(gains.ofPropagation()).isEqualTo(1.25 * 1.25 - 0.25 * 0.25); // now taken for 1.5
        assertThat(gains.ofRefinement()).isEqualTo(0.5 * 0.5); // and this for 5.5
        assertThat(gains.ofCleanup()).isEqualTo(1.75 * 1.75 - 0.25 * 0.25);
    }

    /** A coefficient of many planes: what is rounded off in the high ones must not outweigh the low ones. */
    @ParameterizedTest
    @CsvSource({"72000.59375, 72000.59375", "4194303.609375, 4194303.5", "33554430.515625, 33554430"})
    void gainsOfAllPlanesAddUp(double coefficient, double seen) {
        gains.begin(block.load(new int[] {fixed(coefficient)}, 0, 1, 1, 1));
        passes.begin(Orientation.LL);
        double gained = 0;
        for (int bit = Math.getExponent(coefficient); bit >= 0; bit--) {
            begin(bit);
            passes.propagateSignificance();
            passes.refineMagnitudes();
            gains.measure(block, bit + PlaneGains.FRACTION_BITS);
            gained += Math.scalb(gains.ofPropagation() + gains.ofRefinement() + gains.ofCleanup(), 2 * bit);
            passes.cleanup();
        }
        double left = Math.floor(seen) + 0.5 - seen;
        assertThat(gained).isCloseTo(seen * seen - left * left, within(0.01));
    }

    private void toPlane1() {
        begin(2);
        passes.cleanup();
        begin(1);
        passes.propagateSignificance();
        passes.refineMagnitudes();
        gains.measure(block, 1 + PlaneGains.FRACTION_BITS);
    }

    private void begin(int bit) {
        block.slice(bit + PlaneGains.FRACTION_BITS);
    }

    private static int fixed(double coefficient) {
        return (int) (coefficient * (1 << PlaneGains.FRACTION_BITS));
    }
}
