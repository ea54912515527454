package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    private static BigDecimal parsed(String text) {
        return Decimals.parse(text).orElseThrow();
    }

    private static String text(String number) {
        return Decimals.text(new BigDecimal(number));
    }

    @Test
    void decimalStringsAreExact() {
        assertThat(parsed("0.1")).isEqualTo(BigDecimal.valueOf(1, 1));
        assertThat(parsed("-12.50")).isEqualTo(BigDecimal.valueOf(-125, 1));
        assertThat(parsed("+4e4")).isEqualByComparingTo(BigDecimal.valueOf(40_000));
        assertThat(parsed(".5E-1")).isEqualTo(BigDecimal.valueOf(5, 2));
        assertThat(parsed("7.")).isEqualTo(BigDecimal.valueOf(7));
        assertThat(parsed("1.000")).isEqualTo(BigDecimal.ONE);
        assertThat(parsed("-0.0e5")).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void whatIsNoNumberIsNone() {
        for (String text :
                new String[] {"", "abc", "1,5", "NaN", "1e", "1e9999", "--1", "0x1", "1 2", "١", "9".repeat(300)}) {
            assertThat(Decimals.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void whatNobodyMeantIsBounded() {
        assertThat(Decimals.parse("1e309")).isEmpty();
        assertThat(Decimals.parse("9".repeat(200) + "e-99")).isPresent();
        assertThat(Decimals.parse("-1" + "1".repeat(120) + "e200")).isEmpty();
        assertThat(parsed("-7e-999").signum()).isNegative();
        assertThat(parsed("7e-999")).isEqualTo(parsed("3e-401")).isLessThan(parsed("1e-399"));
        assertThat(parsed("0e-999").signum()).isZero();
        String digits = "1234567890123456789012345678901234";
        assertThat(parsed("0." + digits)).isEqualTo(new BigDecimal("0." + digits));
        assertThat(parsed("0." + digits + "4")).isEqualTo(parsed("0." + digits));
    }

    @Test
    void textIsPlainAndShort() {
        assertThat(text("400.00")).isEqualTo("400");
        assertThat(text("1e3")).isEqualTo("1000");
        assertThat(text("-0.25")).isEqualTo("-0.25");
        assertThat(text("0.00")).isEqualTo("0");
        assertThat(text("0.33333333333333333333")).isEqualTo("0.333333333");
        assertThat(text("666666.66666666666666666")).isEqualTo("666666.667");
        assertThat(text("0.1000000000000000055511151231257827")).isEqualTo("0.1");
        assertThat(text("1e20")).isEqualTo("100000000000000000000");
        assertThat(text("1e400")).startsWith("1000000000").hasSize(401);
    }
}
