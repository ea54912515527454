package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of Tables D.1 and D.3. Neighbourhoods are three octal digits: the row below, the own one, the one above. */
class ContextsTest {

    @ParameterizedTest
    @CsvSource({
        "000, 0, 0, 0",
        "001, 1, 1, 3",
        "005, 2, 2, 6",
        "505, 2, 2, 8",
        "002, 3, 5, 1",
        "202, 4, 8, 2",
        "010, 5, 3, 1",
        "011, 6, 3, 4",
        "012, 7, 7, 2",
        "050, 8, 4, 2",
        "054, 8, 4, 5",
        "055, 8, 4, 7",
        "757, 8, 8, 8",
        "020, 0, 0, 0",
    })
    void significance(String near, int lowPass, int horizontalHighPass, int highPass) {
        int neighbourhood = Integer.parseInt(near, 8);
        assertThat(Contexts.significance(Orientation.LL)[neighbourhood]).isEqualTo((byte) lowPass);
        assertThat(Contexts.significance(Orientation.LH)[neighbourhood]).isEqualTo((byte) lowPass);
        assertThat(Contexts.significance(Orientation.HL)[neighbourhood]).isEqualTo((byte) horizontalHighPass);
        assertThat(Contexts.significance(Orientation.HH)[neighbourhood]).isEqualTo((byte) highPass);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 13, false",
        "1, 0, 12, false",
        "1, -1, 11, false",
        "0, 1, 10, false",
        "0, 0, 9, false",
        "0, -1, 10, true",
        "-1, 1, 11, true",
        "-1, 0, 12, true",
        "-1, -1, 13, true",
    })
    void signs(int horizontal, int vertical, int context, boolean inverted) {
        assertThat(Contexts.sign(horizontal, vertical)).isEqualTo(inverted ? ~context : context);
    }

    /** Two bits each for the neighbours below, right, left and above: significant, and negative. */
    @ParameterizedTest
    @CsvSource({
        "00_00_00_00, 9, 0",
        "01_01_01_01, 9, 0",
        "10_00_00_00, 10, 0",
        "11_00_00_00, 10, 1",
        "10_00_00_11, 9, 0",
        "00_10_10_00, 12, 0",
        "00_10_11_00, 9, 0",
        "00_11_00_00, 12, 1",
        "00_00_11_10, 11, 1",
        "11_10_01_11, 11, 0",
        "10_00_10_10, 13, 0",
        "11_11_11_11, 13, 1",
    })
    void signsByNeighbours(String near, int context, int inverted) {
        assertThat(Contexts.SIGNS[Integer.parseInt(near.replace("_", ""), 2)])
                .isEqualTo(MqEncoder.decision(context, inverted));
    }
}
