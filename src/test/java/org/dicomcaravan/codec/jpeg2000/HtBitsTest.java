package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same bits as the procedures of T.814, 7.1, which import one after the other. */
class HtBitsTest {

    private final Random random = new Random(71);
    private final HtBits bits = new HtBits(200, 100);

    @Test
    void forward() {
        for (int i = 0; i < 3000; i++) {
            byte[] data = bytes();
            int from = random.nextInt(data.length + 1);
            int length = random.nextInt(data.length - from + 1);
            bits.forward(data, from, length, -1, 800);
            List<Integer> expected = new ArrayList<>();
            int last = 0;
            for (int k = from; k < from + length; k++) {
                add(expected, data[k] & 0xFF, last == 0xFF ? 7 : 8);
                last = last == 0xFF ? data[k] & 0x7F : data[k] & 0xFF;
            }
            check(expected, 1);
        }
    }

    @Test
    void codewordsBackward() {
        for (int i = 0; i < 3000; i++) {
            byte[] data = bytes();
            int from = random.nextInt(data.length - 1);
            int length = random.nextInt(2, data.length - from + 1);
            bits.codewords(data, from, length, 800);
            List<Integer> expected = new ArrayList<>();
            int at = from + length - 2;
            int last = data[at] & 0xFF | 0xF;
            int upper = last >>> 4;
            add(expected, upper, (upper & 7) < 7 ? 4 : 3);
            backward(expected, data, from, at - 1, last);
            check(expected, 0);
        }
    }

    @Test
    void refinementsBackward() {
        for (int i = 0; i < 3000; i++) {
            byte[] data = bytes();
            int from = random.nextInt(data.length + 1);
            int length = random.nextInt(data.length - from + 1);
            bits.refinements(data, from, length, 800);
            List<Integer> expected = new ArrayList<>();
            backward(expected, data, from, from + length - 1, 0xFF);
            check(expected, 0);
        }
    }

    @Test
    void noMoreIsTakenThanWasAskedFor() {
        bits.forward(new byte[1000], 0, 1000, -1, 800);
        assertThat(bits.end()).isEqualTo(1600);
        bits.refinements(new byte[1000], 0, 1000, 800);
        assertThat(bits.end()).isEqualTo(1600);
    }

    private static void backward(List<Integer> expected, byte[] data, int from, int to, int before) {
        int last = before;
        for (int k = to; k >= from; k--) {
            int next = data[k] & 0xFF;
            add(expected, next, last > 0x8F && (next & 0x7F) == 0x7F ? 7 : 8);
            last = next;
        }
    }

    private static void add(List<Integer> bits, int value, int count) {
        for (int i = 0; i < count; i++) {
            bits.add(value >>> i & 1);
        }
    }

    private void check(List<Integer> expected, int fill) {
        assertThat(bits.end()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size() + 800; i++) {
            int bit = i < expected.size() ? expected.get(i) : fill;
            assertThat(HtBits.at(bits.bytes(), i) & 1).as("bit %d", i).isEqualTo(bit);
        }
    }

    /** Bytes with much to take out. */
    private byte[] bytes() {
        byte[] data = new byte[random.nextInt(2, 60)];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte)
                    switch (random.nextInt(6)) {
                        case 0 -> 0xFF;
                        case 1 -> 0x7F;
                        case 2 -> 0x8F + random.nextInt(2);
                        default -> random.nextInt();
                    };
        }
        return data;
    }
}
