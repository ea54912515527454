package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The words of {@link HtMelReaderTest}, written; and any events, read again. */
class HtMelWriterTest {

    private final HtMelWriter writer = new HtMelWriter();

    @Test
    void zerosBeforeEachOne() {
        writer.begin();
        write(6, 0, 6);
        assertThat(written()).asHexString().isEqualTo("F4E8");
        assertThat(writer.free()).isEqualTo(3);
    }

    @Test
    void aZeroIsStuffedAfterEightOnes() {
        writer.begin();
        write(53 + 0b10100);
        assertThat(written()).asHexString().isEqualTo("FF7A80");
    }

    @Test
    void zerosAtTheEndAreAsManyAsABitStandsForOrLess() {
        writer.begin();
        for (int i = 0; i < 4; i++) {
            writer.event(false);
        }
        writer.end();
        assertThat(written()).asHexString().isEqualTo("F0");
        assertThat(writer.free()).isEqualTo(4);
    }

    @Test
    void whatIsWrittenIsRead() {
        Random random = new Random(73);
        HtMelReader reader = new HtMelReader();
        for (int ones = 1; ones < 200; ones++) {
            int[] zeros =
                    random.ints(ones, 0, random.nextInt(1, 1700 / ones + 1)).toArray();
            writer.begin();
            write(zeros);
            writer.end();
            byte[] bytes = written();
            reader.begin(Arrays.copyOf(bytes, bytes.length + 2), 0, bytes.length + 2);
            assertThat(Arrays.stream(zeros).map(z -> reader.zeros(5000)).toArray())
                    .isEqualTo(zeros);
        }
    }

    /** Ones, after some zeros each. */
    private void write(int... zeros) {
        for (int count : zeros) {
            for (int i = 0; i < count; i++) {
                writer.event(false);
            }
            writer.event(true);
        }
    }

    private byte[] written() {
        byte[] bytes = Arrays.copyOf(writer.bytes(), writer.length() + 1);
        bytes[writer.length()] = (byte) writer.partial();
        return bytes;
    }
}
