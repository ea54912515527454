package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** The example of Figure B.12: 6 x 3 numbers. */
class TagTreeTest {

    private static final int[] NUMBERS = {1, 3, 2, 3, 2, 3, 2, 2, 1, 4, 3, 2, 2, 2, 2, 2, 1, 2};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final HeaderBits bits = new HeaderBits(out);
    private final TagTree tree = new TagTree(6, NUMBERS);

    @Test
    void theFirstNumbersOfTheExample() {
        tree.write(0, Integer.MAX_VALUE, bits);
        tree.write(1, Integer.MAX_VALUE, bits);
        tree.write(2, Integer.MAX_VALUE, bits);
        bits.align();
        assertThat(out.toByteArray()).containsExactly(0b01111_001, 0b101_00000);
    }

    @Test
    void noMoreIsSaidThanWasAsked() {
        tree.write(1, 1, bits); // the root is at least 1: all are
        tree.write(5, 1, bits);
        tree.write(1, 3, bits); // 1 twice below the root, and then at least 3
        bits.write(1);
        bits.align();
        assertThat(out.toByteArray()).containsExactly(0b0_111_00_1_0);
    }
}
