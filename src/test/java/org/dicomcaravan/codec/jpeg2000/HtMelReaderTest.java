package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Words of the MEL code, put together by hand: a one stands for 1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 16, 32 zeros in turn. */
class HtMelReaderTest {

    private final HtMelReader reader = new HtMelReader();

    @Test
    void zerosBeforeEachOne() {
        // 1, 1, 1, 1, 01; then 00; then, two states further down, 1, 1, 1, 01
        begin("F4E800");
        assertThat(reader.zeros(100)).isEqualTo(1 + 1 + 1 + 2 + 1);
        assertThat(reader.zeros(100)).isEqualTo(0);
        assertThat(reader.zeros(100)).isEqualTo(1 + 2 + 2 + 1);
    }

    @Test
    void eachStateStandsForMoreZeros() {
        // twelve ones, a zero and five bits; and a stuffed zero after the first eight ones
        begin("FF7A8000");
        assertThat(reader.zeros(1000)).isEqualTo(1 + 1 + 1 + 2 + 2 + 2 + 4 + 4 + 4 + 8 + 8 + 16 + 0b10100);
    }

    @Test
    void afterTheEndThereAreOnes() {
        begin("0000"); // what is left of the last bytes: 0000 and twelve ones
        for (int i = 0; i < 4; i++) {
            assertThat(reader.zeros(100)).isEqualTo(0);
        }
        assertThat(reader.zeros(100)).isBetween(100, 131);
    }

    private void begin(String hex) {
        byte[] bytes = HexFormat.of().parseHex("FF" + hex);
        reader.begin(bytes, 1, bytes.length - 1);
    }
}
