package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void aNegativeNumberRepeatsTheDecisionBeforeIt() {
        Random random = new Random(17);
        byte[] listed = new byte[40_000];
        byte[] shortened = new byte[listed.length];
        int count = 0;
        int shorter = 0;
        while (count < listed.length - 200) {
            byte decision = MqEncoder.decision(random.nextInt(3), random.nextInt(20) == 0 ? 1 : 0);
            int times = random.nextInt(4) == 0 ? random.nextInt(1, 128) : 0;
            Arrays.fill(listed, count, count + times + 1, decision);
            count += times + 1;
            shortened[shorter++] = decision;
            if (times > 0) {
                shortened[shorter++] = (byte) -times;
            }
        }
        assertThat(shorter).isLessThan(count / 5);
        assertThat(encoded(shortened, shorter)).isEqualTo(encoded(listed, count));
    }

    /** Of bits that are as likely as not, each takes one, so repeated ones fill whatever room there is before others come. */
    @ParameterizedTest
    @ValueSource(ints = {0, 200, 700, 730, 740, 745, 1000, 2000})
    void thereIsRoomBehindWhatIsRepeated(int repeated) {
        int[] even = {MqStates.ofRow(46)};
        byte[] many = new byte[4_000];
        Arrays.fill(many, MqEncoder.decision(0, 1));
        for (int i = 1; i < 2 * repeated; i += 2) {
            many[i] = -127;
        }
        MqEncoder encoder = new MqEncoder(1);
        encoder.begin(even);
        encoder.encode(many, many.length);
        byte[] codeword = encoder.end();
        MqReference decoder = new MqReference(codeword, codeword.length, even);
        for (int i = 0; i < 4_000 + 126 * repeated; i++) {
            assertThat(decoder.decode(0)).isOne();
        }
    }

    private static byte[] encoded(byte[] decisions, int count) {
        MqEncoder encoder = new MqEncoder(3);
        encoder.begin(new int[] {MqStates.ofRow(4), MqStates.ofRow(3), MqStates.ofRow(46)});
        encoder.encode(decisions, count);
        return encoder.end();
    }

    private static byte[] alternating(MqEncoder encoder, int bits) {
        encoder.begin(new int[] {MqStates.ofRow(46)});
        for (int i = 0; i < bits; i++) {
            encoder.encode(0, i & 1);
        }
        return encoder.end();
    }
}
