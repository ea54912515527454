package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
