package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of Table 3 of T.814, written as they are read: the first bit leftmost. */
class HtUvlcTest {

    @ParameterizedTest
    @CsvSource({
        // mode, prefix of the first quad, prefix of the second one, suffixes, both numbers
        "1, 1,   '',  '',         1, 0",
        "1, 01,  '',  '',         2, 0",
        "1, 001, '',  0,          3, 0",
        "1, 001, '',  1,          4, 0",
        "1, 000, '',  00000,      5, 0",
        "1, 000, '',  10000,      6, 0",
        "1, 000, '',  11011,     32, 0",
        "2, '',  1,   '',         0, 1",
        "2, '',  000, 01000,      0, 7",
        "3, 1,   01,  '',         1, 2",
        "3, 01,  001, 1,          2, 4",
        "3, 001, 001, 01,         3, 4",
        "3, 000, 001, 100001,     6, 4",
        "3, 000, 000, 1100000100, 8, 9",
        // the first row: the smaller one is 2 or less, and if it's the second one, has a bit
        "4, 1,   000, 00000,      1, 5",
        "4, 01,  01,  '',         2, 2",
        "4, 001, 0,   1,          4, 1",
        "4, 001, 1,   0,          3, 2",
        "4, 000, 1,   00100,      9, 2",
        // both are larger than 2
        "5, 1,   1,   '',         3, 3",
        "5, 01,  001, 0,          4, 5",
        "5, 000, 000, 0000010000, 7, 8",
    })
    void words(int mode, String prefix, String second, String suffixes, int u1, int u2) {
        String word = prefix + second + suffixes;
        for (String after : new String[] {"00000000", "11111111"}) {
            int bits =
                    Integer.parseInt(new StringBuilder(word + after).reverse().toString(), 2);
            int decoded = HtUvlc.decode(mode, bits);
            assertThat(decoded & HtUvlc.LENGTH).isEqualTo(word.length());
            assertThat(decoded >>> HtUvlc.FIRST & 0xFF).isEqualTo(u1);
            assertThat(decoded >>> HtUvlc.SECOND).isEqualTo(u2);
        }
        int encoded = HtUvlc.encode(mode, u1, u2);
        assertThat(encoded & 0xFFFF)
                .isEqualTo(
                        word.isEmpty()
                                ? 0
                                : Integer.parseInt(
                                        new StringBuilder(word).reverse().toString(), 2));
        assertThat(encoded >>> HtUvlc.FIRST).isEqualTo(word.length());
    }

    @Test
    void theTableHasWhatFitsAndLeavesOutOnlyLargePairs() {
        for (int mode = 1; mode <= HtUvlc.BOTH_LARGE; mode++) {
            for (int bits = 0; bits < 1 << HtUvlc.LOOKED_UP; bits++) {
                int decoded = HtUvlc.decode(mode, bits);
                int entry = HtUvlc.TABLE[mode << HtUvlc.LOOKED_UP | bits];
                if (entry == 0) {
                    assertThat(mode).isGreaterThan(2);
                    assertThat(decoded & HtUvlc.LENGTH).isGreaterThan(HtUvlc.LOOKED_UP);
                } else {
                    assertThat(entry).isEqualTo(decoded).isEqualTo(HtUvlc.decode(mode, bits | 0xFF00));
                }
            }
        }
        assertThat(HtUvlc.TABLE).startsWith(new int[1 << HtUvlc.LOOKED_UP]);
    }
}
