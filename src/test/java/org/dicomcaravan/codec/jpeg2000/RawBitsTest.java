package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain bits of D.6: packed as D.6 has it, with a bit 0 stuffed in behind each byte 0xFF. */
class RawBitsTest {

    private final RawBits bits = new RawBits();

    @ParameterizedTest
    @CsvSource({
        "A5, 10100101",
        "'A5 0F', 1010010100001111",
        "'FF 00', 111111110000000",
        "'FF 7F 80', 11111111111111110000000",
        "'FF 7F FF 00 40', '1111111111111111111111100000000 1000000'",
        "'01 FF', 0000000111111111111",
        "'', 111111111",
        "'00', 00000000111111111111",
    })
    void highestFirstAndOnesBehindTheEnd(String segment, String expected) {
        byte[] bytes = HexFormat.of().parseHex(segment.replace(" ", ""));
        bits.begin(bytes, 0, bytes.length);
        assertThat(next(expected.replace(" ", "").length())).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void onlyTheSegmentIsRead() {
        bits.begin(HexFormat.of().parseHex("0000A500"), 2, 1);
        assertThat(next(16)).isEqualTo("1010010111111111");
        bits.begin(HexFormat.of().parseHex("0F0000"), 0, 1);
        assertThat(next(10)).isEqualTo("0000111111");
    }

    @Test
    void whatWasPacked() {
        Random random = new Random(6);
        for (int round = 0; round < 500; round++) {
            StringBuilder plain = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                plain.append(random.nextInt(4) == 0 ? '0' : '1');
            }
            byte[] packed = packed(plain);
            bits.begin(packed, 0, packed.length);
            assertThat(next(plain.length()))
                    .as(HexFormat.of().formatHex(packed))
                    .isEqualTo(plain.toString());
        }
    }

    private String next(int count) {
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < count; i++) {
            read.append(bits.next());
        }
        return read.toString();
    }

    private static byte[] packed(CharSequence plain) {
        StringBuilder stuffed = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            if (stuffed.length() % 8 == 0
                    && stuffed.length() > 0
                    && stuffed.substring(stuffed.length() - 8).equals("11111111")) {
                stuffed.append('0');
            }
            stuffed.append(plain.charAt(i));
        }
        while (stuffed.length() % 8 != 0) {
            stuffed.append('0');
        }
        byte[] packed = new byte[stuffed.length() / 8];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (byte) Integer.parseInt(stuffed.substring(8 * i, 8 * i + 8), 2);
        }
        return packed;
    }
}
