package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RationalTest {

    private static Rational parsed(String text) {
        return Rational.parse(text).orElseThrow();
    }

    @Test
    void decimalStringsAreExact() {
        assertThat(parsed("0.1")).isEqualTo(Rational.of(1, 10));
        assertThat(parsed("-12.50")).isEqualTo(Rational.of(-25, 2));
        assertThat(parsed("+4e4")).isEqualTo(Rational.of(40_000));
        assertThat(parsed(".5E-1")).isEqualTo(Rational.of(1, 20));
        assertThat(parsed("7.")).isEqualTo(Rational.of(7));
    }

    @Test
    void whatIsNoNumberIsNone() {
        for (String text :
                new String[] {"", "abc", "1,5", "NaN", "1e", "1e9999", "--1", "0x1", "1 2", "١", "9".repeat(300)}) {
            assertThat(Rational.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void roundsDownAndUpOnBothSidesOfZero() {
        assertThat(Rational.of(-3, 2).floor()).isEqualTo(-2);
        assertThat(Rational.of(-3, 2).ceiling()).isEqualTo(-1);
        assertThat(Rational.of(3, 2).floor()).isEqualTo(1);
        assertThat(Rational.of(3, 2).ceiling()).isEqualTo(2);
        assertThat(Rational.of(-4).floor()).isEqualTo(-4);
    }

    @Test
    void textIsPlainAndShort() {
        assertThat(parsed("400.00")).hasToString("400");
        assertThat(parsed("1e3")).hasToString("1000");
        assertThat(parsed("-0.25")).hasToString("-0.25");
        assertThat(Rational.ZERO).hasToString("0");
        assertThat(Rational.of(1, 3)).hasToString("0.333333333");
        assertThat(Rational.of(2_000_000, 3)).hasToString("666666.667");
        assertThat(Rational.of(0.1)).hasToString("0.1");
        assertThat(parsed("1e20")).hasToString("100000000000000000000");
        assertThat(parsed("1e400").toString()).startsWith("1000000000").hasSize(401);
    }

    @Test
    void arithmeticAndOrder() {
        Rational third = Rational.of(1, 3);
        assertThat(third.plus(Rational.of(1, 6))).isEqualTo(Rational.HALF);
        assertThat(third.minus(Rational.HALF)).isEqualTo(Rational.of(-1, 6));
        assertThat(third.times(Rational.of(-3))).isEqualTo(Rational.of(-1));
        assertThat(third.dividedBy(Rational.of(-2, 3))).isEqualTo(Rational.of(-1, 2));
        assertThat(third).isLessThan(Rational.HALF);
        assertThat(Rational.of(-7).abs()).isEqualTo(Rational.of(7));
    }
}
