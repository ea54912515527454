package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dicomcaravan.codec.DecodedFrame;
import org.junit.jupiter.api.Test;

class ClampTest {

    private static DecodedFrame words(boolean signed, int... values) {
        byte[] bytes = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[2 * i] = (byte) values[i];
            bytes[2 * i + 1] = (byte) (values[i] >> 8);
        }
        return new DecodedFrame(1, values.length, 1, 16, 16, signed, "MONOCHROME2", bytes);
    }

    @Test
    void overshootBecomesTheNearestEnd() throws IOException {
        StoredBits twelve = new StoredBits(12, 0, false);
        assertThat(Clamp.to(words(false, 0, 4095, 4096, 65535), twelve, false).samples())
                .isEqualTo(words(false, 0, 4095, 4095, 4095).samples());
        assertThat(Clamp.to(words(true, -3000, -2048, 2047, 5000), new StoredBits(12, 0, true), true)
                        .samples())
                .isEqualTo(words(true, -2048, -2048, 2047, 2047).samples());
    }

    /** As JPEG has them, whose samples are unsigned: 4095 is -1 and stays it. */
    @Test
    void negativeValuesInUnsignedWordsStay() throws IOException {
        assertThat(Clamp.to(words(true, 0, 2047, 2048, 4095, 4096), new StoredBits(12, 0, true), false)
                        .samples())
                .isEqualTo(words(true, 0, 2047, 2048, 4095, 4095).samples());
    }

    @Test
    void fullWordsStayAsTheyAre() throws IOException {
        DecodedFrame frame = words(false, 1, 65535);
        assertThat(Clamp.to(frame, new StoredBits(16, 0, false), false)).isSameAs(frame);
    }
}
