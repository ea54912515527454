package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link MqEncoder} wrote comes back, and of any bytes that which the standard's flow charts make of them. */
class MqDecoderTest {

    private final MqDecoder decoder = new MqDecoder();
    private final Random random = new Random(800);

    /** The test sequence of ITU-T T.88 H.2, of one context in the first state. */
    @Test
    void theTestSequence() {
        byte[] bits = HexFormat.of().parseHex("00020051000000C00352872AAAAAAAAA82C02000FCD79EF6BF7FED904F46A3BF");
        byte[] codeword = HexFormat.of().parseHex("84C73BFCE1A1430402200000410DBB86F4317FFF88FF37471ADB6ADFFFAC");
        decoder.reset();
        decoder.begin(codeword, 0, codeword.length);
        for (int i = 0; i < 8 * bits.length; i++) {
            assertThat(decoder.decode(1)).as("bit %d", i).isEqualTo(bits[i / 8] >> (7 - i % 8) & 1);
        }
    }

    @Test
    void whatWasEncoded() {
        MqEncoder encoder = new MqEncoder(PlainMqDecoder.CONTEXTS);
        for (int round = 0; round < 1500; round++) {
            int[] contexts = contexts(length(round));
            int[] bits = bits(contexts);
            encoder.begin(Contexts.initialStates());
            for (int i = 0; i < bits.length; i++) {
                encoder.encode(contexts[i], bits[i]);
            }
            byte[] codeword = encoder.end();
            byte[] among = among(codeword);
            decoder.reset();
            decoder.begin(among, 7, codeword.length);
            int[] decoded = Arrays.stream(contexts).map(decoder::decode).toArray();
            assertThat(decoded).as("round %d, %d bits", round, bits.length).isEqualTo(bits);
        }
    }

    @Test
    void anyBytesAsTheFlowChartsHaveIt() {
        PlainMqDecoder plain = new PlainMqDecoder();
        int beyond = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] segment = bytes(random.nextInt(round % 3 == 0 ? 6 : 300), round % 4);
            byte[] among = among(segment);
            decoder.reset();
            plain.reset();
            decoder.begin(among, 7, segment.length);
            plain.begin(among, 7, segment.length);
            for (int i = 0, count = 16 * segment.length + 200; i < count; i++) {
                int context = random.nextInt(PlainMqDecoder.CONTEXTS);
                if (plain.isBeyond()) {
                    beyond++;
                    break;
                }
                int expected = plain.decode(context);
                if (decoder.decode(context) != expected) {
                    assertThat(1 - expected)
                            .as(
                                    "round %d: bit %d of %s",
                                    round, i, HexFormat.of().formatHex(segment))
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(beyond).isLessThan(600);
    }

    /** Contexts stay as they are when the next segment begins, unless they are reset (D.4.2, Table D.7). */
    @Test
    void segmentAfterSegment() {
        PlainMqDecoder plain = new PlainMqDecoder();
        plain.reset();
        decoder.reset();
        for (int round = 0; round < 400; round++) {
            byte[] segment = bytes(random.nextInt(20), round % 2 == 0 ? 0 : 3);
            if (random.nextInt(8) == 0) {
                plain.reset();
                decoder.reset();
            }
            decoder.begin(segment, 0, segment.length);
            plain.begin(segment, 0, segment.length);
            assertThat(plain.isBeyond()).isFalse();
            int[] contexts = contexts(random.nextInt(300));
            assertThat(Arrays.stream(contexts).map(decoder::decode).toArray())
                    .as("round %d: %s", round, HexFormat.of().formatHex(segment))
                    .isEqualTo(Arrays.stream(contexts).map(plain::decode).toArray());
        }
    }

    private int length(int round) {
        return round < 300 ? round : random.nextInt(2000);
    }

    private int[] contexts(int count) {
        return random.ints(count, 0, PlainMqDecoder.CONTEXTS).toArray();
    }

    /** Some contexts have hardly any zeros, some hardly any ones, and some half of each. */
    private int[] bits(int[] contexts) {
        int rare = random.nextInt(2, 200);
        return Arrays.stream(contexts)
                .map(context -> context % 3 == 0
                        ? random.nextInt(2)
                        : random.nextInt(rare) == 0 ? context % 2 : 1 - context % 2)
                .toArray();
    }

    /** Random bytes, with more of 0xFF, of 0xFF and what looks like a marker, or of zeros, by kind. */
    private byte[] bytes(int length, int kind) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            int dice = random.nextInt(6);
            if (kind == 1 && dice < 3) {
                bytes[i] = -1;
            } else if (kind == 2 && i > 0 && bytes[i - 1] == -1) {
                bytes[i] = (byte) random.nextInt(dice == 0 ? 0x90 : 0x8C, dice == 0 ? 0x91 : 0x90);
            } else if (kind == 2 && dice < 3) {
                bytes[i] = -1;
            } else if (kind == 3 && dice < 4) {
                bytes[i] = 0;
            }
        }
        return bytes;
    }

    /** The segment from byte 7 on, between bytes that are none of its. */
    private byte[] among(byte[] segment) {
        byte[] among = new byte[segment.length + 20];
        random.nextBytes(among);
        System.arraycopy(segment, 0, among, 7, segment.length);
        return among;
    }
}
