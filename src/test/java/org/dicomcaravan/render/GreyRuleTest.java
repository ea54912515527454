package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Rules against the formulae of PS3.3 C.11.2.1.2, evaluated value by value. */
class GreyRuleTest {

    private static final StoredBits WORDS = new StoredBits(16, 0, true);

    private static BigDecimal decimal(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }

    private static BigDecimal decimal(String text) {
        return Decimals.parse(text).orElseThrow();
    }

    private static BigDecimal number(long value) {
        return BigDecimal.valueOf(value);
    }

    /** y of LINEAR, from its definition. */
    private static Rational linear(Rational x, Rational c, Rational w) {
        Rational middle = c.minus(Rational.HALF);
        Rational width = w.minus(Rational.ONE);
        Rational half = width.dividedBy(Rational.of(2));
        if (x.compareTo(middle.minus(half)) <= 0) {
            return Rational.ZERO;
        }
        return x.compareTo(middle.plus(half)) > 0 ? Rational.of(255) : slope(x, middle, width);
    }

    private static Rational exact(Rational x, Rational c, Rational w) {
        Rational half = w.dividedBy(Rational.of(2));
        if (x.compareTo(c.minus(half)) <= 0) {
            return Rational.ZERO;
        }
        return x.compareTo(c.plus(half)) > 0 ? Rational.of(255) : slope(x, c, w);
    }

    private static Rational slope(Rational x, Rational middle, Rational width) {
        return x.minus(middle).dividedBy(width).plus(Rational.HALF).times(Rational.of(255));
    }

    private static int rounded(Rational y) {
        BigInteger nearest = y.plus(Rational.HALF).floor();
        return nearest.max(BigInteger.ZERO).min(BigInteger.valueOf(255)).intValue();
    }

    private static GreyRule rule(Rescale rescale, Voi voi, boolean inverted) {
        return new GreyRule(new Modality.Linear(rescale), voi, inverted);
    }

    @Property(tries = 300)
    void windowsRoundHalvesUpExactly(
            @ForAll @IntRange(min = -500, max = 500) int slope,
            @ForAll @IntRange(min = -200_000, max = 200_000) int intercept,
            @ForAll @IntRange(min = -300_000, max = 300_000) int center,
            @ForAll @IntRange(min = 1, max = 600_000) int width,
            @ForAll boolean isExact,
            @ForAll boolean inverted,
            @ForAll long seed) {
        Rescale rescale = new Rescale(decimal(slope == 0 ? 1 : slope), decimal(intercept));
        BigDecimal c = decimal(center);
        BigDecimal w = isExact ? decimal(width) : decimal(width + 99L);
        Voi.Function function = isExact ? Voi.Function.LINEAR_EXACT : Voi.Function.LINEAR;
        StepFunction f = rule(rescale, new Voi.Window(function, c, w, "top-level"), inverted)
                .function();
        byte[] table = f.table(WORDS);
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            short stored = (short) random.nextInt();
            Rational x = Rational.of(rescale.at(number(stored)));
            Rational y = isExact ? exact(x, Rational.of(c), Rational.of(w)) : linear(x, Rational.of(c), Rational.of(w));
            int expected = rounded(inverted ? Rational.of(255).minus(y) : y);
            assertThat(f.at(stored) & 0xFF).isEqualTo(expected);
            assertThat(table[stored & 0xFFFF] & 0xFF).isEqualTo(expected);
        }
    }

    @Property(tries = 100)
    void everyCurveIsMonotone(
            @ForAll @IntRange(min = -100, max = 100) int slope,
            @ForAll @IntRange(min = -100_000, max = 100_000) int center,
            @ForAll @IntRange(min = 100, max = 100_000) int width,
            @ForAll Voi.Function function) {
        Rescale rescale = new Rescale(decimal(slope == 0 ? 1 : slope), BigDecimal.ZERO);
        StepFunction f = rule(rescale, new Voi.Window(function, decimal(center), decimal(width), "frame"), false)
                .function();
        int last = f.at(-32768) & 0xFF;
        for (int stored = -32767; stored < 32768; stored += 7) {
            int next = f.at(stored) & 0xFF;
            assertThat(rescale.slope().signum() * (next - last)).isNotNegative();
            last = next;
        }
    }

    @Property(tries = 100)
    void sigmoidIsWithinItsRounding(
            @ForAll @IntRange(min = -100_000, max = 100_000) int center,
            @ForAll @IntRange(min = 1, max = 100_000) int width,
            @ForAll short stored) {
        StepFunction f = rule(
                        Rescale.IDENTITY,
                        new Voi.Window(Voi.Function.SIGMOID, decimal(center), decimal(width), "frame"),
                        false)
                .function();
        double y = 255 / (1 + Math.exp(-4 * (stored - center / 100.0) / (width / 100.0)));
        assertThat((double) (f.at(stored) & 0xFF)).isBetween(y - 0.5 - 1e-6, y + 0.5 + 1e-6);
    }

    @Test
    void aSigmoidIsAHalfAtItsCenterAndGoesUp() {
        Voi.Window window = new Voi.Window(Voi.Function.SIGMOID, number(100), number(50), "shared");
        assertThat(rule(Rescale.IDENTITY, window, false).function().at(100) & 0xFF)
                .isEqualTo(128);
        assertThat(rule(Rescale.IDENTITY, window, true).function().at(100) & 0xFF)
                .isEqualTo(128);
        assertThat(rule(Rescale.IDENTITY, window, true).text()).isEqualTo("SIGMOID c=100 w=50 shared, inverted");
    }

    @Test
    void aWindowOfWidthOneIsAStep() {
        Voi.Window window = new Voi.Window(Voi.Function.LINEAR, number(10), BigDecimal.ONE, "frame");
        StepFunction f = rule(Rescale.IDENTITY, window, false).function();
        assertThat(f.at(9) & 0xFF).isZero();
        assertThat(f.at(10) & 0xFF).isEqualTo(255);
        // x = c − 0.5 still belongs to 0.
        Rescale halves = new Rescale(Decimals.HALF, BigDecimal.ZERO);
        assertThat(rule(halves, window, false).function().at(19) & 0xFF).isZero();
    }

    @Test
    void aLinearWindowOf256AroundTheMiddleIsIdentity() {
        Voi.Window window = new Voi.Window(Voi.Function.LINEAR, number(128), number(256), "top-level");
        byte[] table = rule(Rescale.IDENTITY, window, false).function().table(new StoredBits(8, 0, false));
        for (int value = 0; value < 256; value++) {
            assertThat(table[value] & 0xFF).isEqualTo(value);
        }
    }

    @Test
    void aFlatRangeIsBlackAndInvertedWhite() {
        Voi flat = Voi.FullRange.of(number(7), decimal("7.0"));
        assertThat(rule(Rescale.IDENTITY, flat, false).function().at(7) & 0xFF).isZero();
        assertThat(rule(Rescale.IDENTITY, flat, true).function().at(7) & 0xFF).isEqualTo(255);
        assertThat(flat.text()).isEqualTo("full range 7..7");
    }

    @Test
    void hugeNumbersStayExact() {
        BigDecimal c = decimal("1e300");
        Voi.Window window = new Voi.Window(Voi.Function.LINEAR_EXACT, c, decimal("1e290"), "frame");
        Rescale rescale = new Rescale(decimal("1e290"), c);
        StepFunction f = rule(rescale, window, false).function();
        assertThat(f.at(-1) & 0xFF).isZero();
        assertThat(f.at(0) & 0xFF).isEqualTo(128);
        assertThat(f.at(1) & 0xFF).isEqualTo(255);
        assertThat(rule(Rescale.IDENTITY, window, false).function().at(0xFFFF_FFFFL) & 0xFF)
                .isZero();
    }

    /** Any decimal numbers at all, with many digits and far from 1, against fractions. */
    @Property(tries = 200)
    void longNumbersStayExact(
            @ForAll @StringLength(min = 1, max = 32) @NumericChars String slope,
            @ForAll @StringLength(min = 1, max = 32) @NumericChars String center,
            @ForAll @StringLength(min = 1, max = 32) @NumericChars String width,
            @ForAll @IntRange(min = -300, max = 240) int exponent,
            @ForAll short stored) {
        Rescale rescale = new Rescale(decimal("-1" + slope + "e" + exponent), decimal("0." + center));
        BigDecimal c = decimal("-1" + center + "e" + exponent);
        BigDecimal w = decimal("1." + width + "e" + (exponent + slope.length() + 3));
        StepFunction f = rule(rescale, new Voi.Window(Voi.Function.LINEAR_EXACT, c, w, "frame"), false)
                .function();
        Rational y = exact(Rational.of(rescale.at(number(stored))), Rational.of(c), Rational.of(w));
        assertThat(f.at(stored) & 0xFF).isEqualTo(rounded(y));
    }

    @Test
    void tablesAreLookedUpBehindTheRescaleHalvesUp() {
        Lut voi = new Lut(10, 8, new char[] {0, 100, 200, 255});
        Rescale halves = new Rescale(Decimals.HALF, BigDecimal.ZERO);
        StepFunction f = rule(halves, new Voi.Table(voi), false).function();
        assertThat(f.at(-5) & 0xFF).isZero();
        assertThat(f.at(20) & 0xFF).isZero();
        assertThat(f.at(21) & 0xFF).isEqualTo(100);
        assertThat(f.at(25) & 0xFF).isEqualTo(255);
        assertThat(f.at(1000) & 0xFF).isEqualTo(255);
        StepFunction falling = rule(new Rescale(number(-1), number(30)), new Voi.Table(voi), true)
                .function();
        assertThat(falling.at(18) & 0xFF).isEqualTo(55);
        assertThat(falling.at(40) & 0xFF).isEqualTo(255);
    }

    @Test
    void aModalityTableComesBeforeWindowOrTable() {
        Modality.Table modality = new Modality.Table(new Lut(-1, 16, new char[] {1000, 50, 60000}));
        Voi.Window window = new Voi.Window(Voi.Function.LINEAR_EXACT, number(500), number(1000), "frame");
        StepFunction f = new GreyRule(modality, window, false).function();
        assertThat(f.at(-9) & 0xFF).isEqualTo(255);
        // 50 / 1000 · 255 = 12.75
        assertThat(f.at(0) & 0xFF).isEqualTo(13);
        assertThat(f.at(9) & 0xFF).isEqualTo(255);
        Lut voi = new Lut(999, 12, new char[] {0, 2048, 4095});
        StepFunction g = new GreyRule(modality, new Voi.Table(voi), true).function();
        // 2048 / 4095 · 255 = 127.53, inverted 127.47
        assertThat(g.at(-1) & 0xFF).isEqualTo(127);
        assertThat(g.at(0) & 0xFF).isEqualTo(255);
        assertThat(g.at(1) & 0xFF).isZero();
    }
}
