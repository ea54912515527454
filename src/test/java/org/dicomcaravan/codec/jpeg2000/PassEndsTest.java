package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** By the decoder of the standard: so many bytes are enough for a pass, and with one less it goes wrong. */
class PassEndsTest {

    private static final int[] STATES = Contexts.initialStates();
    private static final int PASSES = 20;

    private final MqEncoder encoder = new MqEncoder(STATES.length);
    private final PassEnds ends = new PassEnds();

    @Test
    void eachPassHasTheBytesThatItNeeds() {
        Random random = new Random(4);
        int needed = 0;
        int measured = 0;
        for (int block = 0; block < 200; block++) {
            byte[][] passes = passes(random, block);
            byte[] codeword = encode(passes);
            int[] lengths = ends.lengths(codeword);
            for (int pass = 0; pass < PASSES; pass++) {
                assertThat(decodes(codeword, lengths[pass], passes, pass))
                        .as("pass %d", pass)
                        .isTrue();
                assertThat(lengths[pass] == 0 || codeword[lengths[pass] - 1] != (byte) 0xFF)
                        .isTrue();
                measured++;
                needed += lengths[pass] == 0 || !decodes(codeword, lengths[pass] - 1, passes, pass) ? 1 : 0;
            }
            assertThat(lengths).isSorted();
        }
        assertThat(needed).isGreaterThan(measured * 98 / 100); // ones may happen to be what follows
    }

    @Test
    void aCodewordDoesNotDependOnTheOneBefore() {
        byte[][] passes = passes(new Random(5), 3);
        byte[] first = encode(passes);
        int[] lengths = ends.lengths(first);
        encode(passes(new Random(6), 7));
        assertThat(ends.lengths(encode(passes))).isEqualTo(lengths);
    }

    private static byte[][] passes(Random random, int block) {
        byte[][] passes = new byte[PASSES][];
        for (int pass = 0; pass < PASSES; pass++) {
            passes[pass] = new byte[random.nextInt(1, 2 + block)];
            for (int i = 0; i < passes[pass].length; i++) {
                int context = random.nextInt(STATES.length);
                int bit = random.nextInt(20) < context ? 1 : 0;
                passes[pass][i] = MqEncoder.decision(context, bit);
            }
        }
        return passes;
    }

    private byte[] encode(byte[][] passes) {
        encoder.begin(STATES);
        ends.begin();
        for (byte[] pass : passes) {
            encoder.encode(pass, pass.length);
            ends.mark(encoder);
        }
        return encoder.end();
    }

    private static boolean decodes(byte[] codeword, int length, byte[][] passes, int last) {
        MqReference decoder = new MqReference(codeword, length, STATES);
        for (byte[] pass : Arrays.copyOf(passes, last + 1)) {
            for (byte decision : pass) {
                if (decoder.decode(decision >> 1) != (decision & 1)) {
                    return false;
                }
            }
        }
        return true;
    }
}
