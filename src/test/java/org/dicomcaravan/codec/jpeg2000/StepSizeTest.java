package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equation E-3: 2^(R_b - epsilon_b) * (1 + mu_b / 2^11). */
class StepSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0.5, 8, 9, 0",
        "0.75, 8, 9, 1024",
        "1, 8, 8, 0",
        "3.9990234375, 10, 9, 2047",
        "3.9999, 10, 9, 2047",
        "0.015625, 16, 22, 0",
    })
    void exponentAndMantissa(double size, int range, int exponent, int mantissa) {
        assertThat(StepSize.of(size, range)).isEqualTo(new StepSize(exponent, mantissa));
    }

    @Test
    void theSizeIsWhatADecoderTakesItFor() {
        assertThat(new StepSize(9, 0).size(8)).isEqualTo(0.5);
        assertThat(new StepSize(9, 1024).size(10)).isEqualTo(3);
    }
}
