package org.dicomcaravan.table;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "100, 100",
        "1e-7, 0.0000001",
        "1e22, 10000000000000000000000",
        "-2.5, -2.5",
        "0, 0",
        "-0.0, -0",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "2e-3, 0.002",
        "9007199254740993, 9007199254740992",
        "123456789.123456789, 123456789.12345679",
    })
    void isPlainAndShort(double value, String text) {
        assertThat(NumberText.of(value, false)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "16777216, 16777216",
        "26.579559326171875, 26.57956",
        "3.4028235e38, 340282350000000000000000000000000000000"
    })
    void singlesNeedFewerDigits(float value, String text) {
        assertThat(NumberText.of(value, true)).isEqualTo(text);
    }

    @Property
    void readsBackAsTheSame(@ForAll double value) {
        assertThat(Double.parseDouble(NumberText.of(value, false))).isEqualTo(value);
    }

    @Property
    void singlesReadBackAsTheSame(@ForAll float value) {
        assertThat(Float.parseFloat(NumberText.of(value, true))).isEqualTo(value);
    }
}
