package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What packets tell of a code-block, layer by layer. */
class CodedBlockTest {

    private final CodedBlock block = new CodedBlock(new Rectangle(4, 8, 20, 40));

    @Test
    void atFirstThereIsNothing() {
        assertThat(block.passes()).isZero();
        assertThat(block.segments()).isZero();
        assertThat(block.length()).isZero();
        assertThat(block.room()).isZero();
        assertThat(block.lengthBits).as("Lblock, B.10.7.1").isEqualTo(3);
    }

    /** With the bypass: ten passes, then two, then one (Table D.9); three packets bring 4, 7 and 3 of them. */
    @Test
    void codewordsGoOnInTheNextPacket() {
        block.begin(10);
        block.add(4, 3);
        block.place(10, 3);
        assertThat(block.room()).isEqualTo(6);
        block.add(6, 2);
        assertThat(block.room()).isZero();
        block.begin(2);
        block.add(1, 4);
        block.place(20, 6);
        assertThat(block.room()).isEqualTo(1);
        block.add(1, 0);
        block.begin(1);
        block.add(1, 1);
        block.begin(2);
        block.add(1, 2);
        block.place(1, 3);
        assertThat(block.segments()).isEqualTo(4);
        assertThat(new int[] {block.passesOf(0), block.passesOf(1), block.passesOf(2), block.passesOf(3)})
                .containsExactly(10, 2, 1, 1);
        assertThat(new int[] {block.lengthOf(0), block.lengthOf(1), block.lengthOf(2), block.lengthOf(3)})
                .containsExactly(5, 4, 1, 2);
        assertThat(block.passes()).isEqualTo(14);
        assertThat(block.length()).isEqualTo(12);
        byte[] packets = "_hij______abc_______defgklm".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[12];
        block.copy(packets, bytes);
        assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("abcdefgklhij");
    }
}
