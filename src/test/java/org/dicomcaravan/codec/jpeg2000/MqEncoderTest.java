package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The test sequence of ITU-T T.88 H.2, whose arithmetic coder is the one of JPEG 2000. */
class MqEncoderTest {

    private static final String BITS =
            "00020051000000C0035287 2AAAAAAAAA82C02000FCD79EF6BF7FED904F46A3BF".replace(" ", "");
    private static final String CODEWORD = "84C73BFCE1A143040220000041 0DBB86F4317FFF88FF37471ADB6ADF".replace(" ", "");

    @Test
    void theTestSequence() {
        MqEncoder encoder = new MqEncoder(1);
        encoder.begin(new int[] {MqStates.ofRow(0)});
        for (byte eight : HexFormat.of().parseHex(BITS)) {
            for (int i = 7; i >= 0; i--) {
                encoder.encode(0, eight >>> i & 1);
            }
        }
        // T.88 goes on with FFAC; in JPEG 2000 lengths say where a codeword ends.
        assertThat(encoder.end()).asHexString().isEqualTo(CODEWORD);
    }

    @Test
    void aCodewordDoesNotDependOnTheOneBefore() {
        MqEncoder encoder = new MqEncoder(1);
        byte[] first = alternating(encoder, 30_000);
        assertThat(first).hasSizeGreaterThan(3_000);
        assertThat(alternating(encoder, 30_000)).isEqualTo(first);
    }

    private static byte[] alternating(MqEncoder encoder, int bits) {
        encoder.begin(new int[] {MqStates.ofRow(46)});
        for (int i = 0; i < bits; i++) {
            encoder.encode(0, i & 1);
        }
        return encoder.end();
    }
}
