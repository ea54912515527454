package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The coefficients and codewords of the worked example in ISO/IEC 15444-1, J.10.1: an image of one column. The last
 * bytes of a codeword are free, as long as they lie in the final interval, and those of the example come from another
 * way to end one than FLUSH; so they are left out here: LL ends with F8C0 there, LH with 76.
 */
class CodeBlockEncoderTest {

    private final CodeBlockEncoder encoder = new CodeBlockEncoder();

    @Test
    void lowPassCoefficientsOfTheExample() {
        CodeBlock block = encoder.encode(new int[] {-26, -22, -30, -32, -19}, 0, 1, 1, 5, Orientation.LL);
        assertThat(block.planes()).isEqualTo(6);
        assertThat(block.passes()).isEqualTo(16);
        assertThat(block.bytes()).asHexString().startsWith("018F0DC8").hasSize(12);
    }

    @Test
    void highPassCoefficientsOfTheExample() {
        CodeBlock block = encoder.encode(new int[] {1, 5, 1, 0}, 0, 1, 1, 4, Orientation.LH);
        assertThat(block.passes()).isEqualTo(7);
        assertThat(block.bytes()).asHexString().startsWith("0FB1").hasSize(6);
    }

    @Test
    void aBlockIsReadOutOfItsPlaneAndTheOneBeforeLeavesNothing() {
        int[] plane = {9, 9, 9, 9, -26, 9, 9, -22, 9, 9, -30, 9, 9, -32, 9, 9, -19, 9};
        encoder.encode(new int[] {-1, 77, 1000, -4000, 3, 3, 3, 3, 3}, 0, 3, 3, 3, Orientation.HH);
        CodeBlock block = encoder.encode(plane, 4, 3, 1, 5, Orientation.LL);
        assertThat(block.bytes()).asHexString().startsWith("018F0DC8").hasSize(12);
    }

    @Test
    void zerosNeedNoPass() {
        assertThat(encoder.encode(new int[64 * 64], 0, 64, 64, 64, Orientation.HL)
                        .isZero())
                .isTrue();
    }
}
