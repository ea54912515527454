package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Bytes that are no code-block give some coefficients, or are told to be invalid, in time. */
class HtDamagedBlocksTest {

    private static final int BLOCKS = 10_000;

    private final HtBlockDecoder decoder = new HtBlockDecoder();
    private final Random random = new Random(814);
    private int decoded;
    private int invalid;

    @Test
    void changedAndShortened() throws Exception {
        List<HtBlock> blocks = HtBlock.all();
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < BLOCKS; i++) {
                HtBlock block = blocks.get(random.nextInt(blocks.size()));
                byte[] data = block.data();
                int changes = random.nextInt(1, 10);
                for (int k = 0; k < changes; k++) {
                    data[random.nextInt(data.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
                }
                int cleanup = random.nextInt(4) == 0 ? random.nextInt(data.length + 1) : block.cleanup().length;
                int refinement = data.length - cleanup - (random.nextInt(4) == 0 && data.length > cleanup ? 1 : 0);
                decode(data, cleanup, refinement, block.width(), block.height());
            }
        });
        assertThat(decoded).isGreaterThan(BLOCKS / 10);
        assertThat(invalid).isGreaterThan(BLOCKS / 10);
    }

    @Test
    void anyBytes() {
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < BLOCKS / 2; i++) {
                byte[] data = new byte[random.nextInt(2, 300)];
                random.nextBytes(data);
                for (int k = random.nextInt(4) * data.length / 4; k < data.length; k++) {
                    data[k] |= (byte) random.nextInt(); // many ones, and much stuffing
                }
                int cleanup = random.nextInt(2, data.length + 1);
                int suffix = random.nextInt(2, cleanup + 1);
                data[cleanup - 1] = (byte) (suffix >> 4);
                data[cleanup - 2] = (byte) (data[cleanup - 2] & 0xF0 | suffix & 0xF);
                int width = random.nextInt(1, 1025);
                decode(
                        data,
                        cleanup,
                        data.length - cleanup,
                        width,
                        random.nextInt(1, Math.min(1024, 4096 / width) + 1));
            }
        });
        assertThat(decoded).isGreaterThan(BLOCKS / 20);
    }

    /** What is read after the end of a bit-stream isn't of the block before. */
    @Test
    void theSameAfterAnyOtherBlock() throws Exception {
        byte[] noise = noise();
        for (int i = 0; i < 400; i++) {
            byte[] data = new byte[random.nextInt(2, 40)];
            random.nextBytes(data);
            int suffix = random.nextInt(2, data.length + 1);
            data[data.length - 1] = 0;
            data[data.length - 2] = (byte) (data[data.length - 2] & 0xF0 | suffix & 0xF);
            int[] fresh = new int[64 * 64];
            int[] used = new int[64 * 64];
            String first = outcome(new HtBlockDecoder(), data, fresh);
            outcome(decoder, noise, new int[64 * 64]);
            assertThat(outcome(decoder, data, used)).isEqualTo(first);
            assertThat(used).isEqualTo(fresh);
        }
    }

    /** All bits of -16 are ones, which the bit-stream of magnitudes goes on with for ever. */
    @Test
    void onesAfterTheLastMagnitude() throws Exception {
        int[] coefficients = new int[64 * 64];
        Arrays.fill(coefficients, -16);
        byte[] segment =
                new HtBlockEncoder().encode(coefficients, 0, 64, 64, 64).bytes();
        int suffix = (segment[segment.length - 1] & 0xFF) << 4 | segment[segment.length - 2] & 0xF;
        outcome(decoder, noise(), new int[64 * 64]);
        int[] into = new int[64 * 64];
        decoder.decode(segment, segment.length - suffix, suffix, 0, 1, 1, 64, 64, false, into);
        assertThat(into).containsOnly(-33);
    }

    /** As many magnitudes, and as many bytes of codewords, as a segment can have. */
    private byte[] noise() {
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        noise[noise.length - 2] = (byte) (noise[noise.length - 2] & 0xF0 | 0xF);
        noise[noise.length - 1] = (byte) 0xFE;
        return noise;
    }

    private static String outcome(HtBlockDecoder decoder, byte[] data, int[] into) {
        try {
            decoder.decode(data, 0, data.length, 0, 1, 1, 64, 64, false, into);
            return "decoded";
        } catch (DicomException e) {
            return e.getMessage();
        }
    }

    private void decode(byte[] data, int cleanup, int refinement, int width, int height) {
        int[] into = new int[width * height];
        int passes = random.nextInt(1, 4);
        int planes = random.nextInt(1, 31);
        try {
            decoder.decode(data, 0, cleanup, refinement, passes, planes, width, height, random.nextBoolean(), into);
            decoded++;
        } catch (DicomException e) {
            assertThat(e.reason()).isEqualTo(Reason.INVALID);
            invalid++;
        }
    }
}
