package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Bit stuffing as in B.10.1. */
class HeaderBitsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final HeaderBits bits = new HeaderBits(out);

    @Test
    void aByteOfOnesIsFollowedByAZero() {
        bits.write(0b1111_1111_1111_111, 15);
        bits.align();
        assertThat(out.toByteArray()).asHexString().isEqualTo("FF7F");
    }

    @Test
    void aHeaderNeverEndsWithAByteOfOnes() {
        bits.write(0xFF, 8);
        bits.align();
        assertThat(out.toByteArray()).asHexString().isEqualTo("FF00");
    }

    @Test
    void theLastByteIsFilledWithZeros() {
        bits.writeUnary(2);
        bits.align();
        bits.align();
        assertThat(out.toByteArray()).asHexString().isEqualTo("C0");
    }
}
