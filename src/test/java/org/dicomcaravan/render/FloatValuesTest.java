package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dicomcaravan.codec.DecodedFrame;
import org.junit.jupiter.api.Test;

class FloatValuesTest {

    private static FloatValues doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return FloatValues.of(new DecodedFrame(1, values.length, 1, 64, 64, true, "MONOCHROME2", bytes.array()));
    }

    private static FloatValues floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return FloatValues.of(new DecodedFrame(1, values.length, 1, 32, 32, true, "MONOCHROME2", bytes.array()));
    }

    private static byte[] levels(FloatValues values, Rescale rescale, boolean inverted) throws IOException {
        return values.levels(rescale, values.range(rescale).curve(), inverted);
    }

    @Test
    void finiteValuesSpanTheRangeAndHalvesGoUp() throws IOException {
        // 1 of 0…510 is a half of a level.
        FloatValues values = floats(0, 1, Math.nextDown(1f), 255, 510);
        assertThat(values.range(Rescale.IDENTITY).text()).isEqualTo("full range 0..510");
        assertThat(levels(values, Rescale.IDENTITY, false)).containsExactly(0, 1, 0, (byte) 128, (byte) 255);
        assertThat(levels(values, Rescale.IDENTITY, true))
                .containsExactly((byte) 255, (byte) 255, (byte) 255, (byte) 128, 0);
    }

    @Test
    void infinitiesClampBeforeInversionAndNanIsBlackAfterIt() throws IOException {
        FloatValues values = doubles(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 1);
        assertThat(levels(values, Rescale.IDENTITY, false)).containsExactly(0, (byte) 255, 0, 0, (byte) 255);
        assertThat(levels(values, Rescale.IDENTITY, true)).containsExactly(0, 0, (byte) 255, (byte) 255, 0);
        Rescale falling = new Rescale(BigDecimal.valueOf(-1), BigDecimal.ZERO);
        assertThat(levels(values, falling, false)).containsExactly(0, 0, (byte) 255, (byte) 255, 0);
    }

    @Test
    void flatFramesAreBlack() throws IOException {
        assertThat(levels(doubles(3, 3), Rescale.IDENTITY, false)).containsExactly(0, 0);
        assertThat(levels(doubles(3, Double.POSITIVE_INFINITY), Rescale.IDENTITY, false))
                .containsExactly(0, (byte) 255);
        assertThat(levels(doubles(Double.NaN), Rescale.IDENTITY, false)).containsExactly(0);
    }

    @Test
    void theWholeExponentRangeIsCompared() throws IOException {
        FloatValues values = doubles(-Double.MAX_VALUE, Double.MIN_VALUE, Double.MAX_VALUE);
        Rescale tiny = new Rescale(new BigDecimal("1e-300"), BigDecimal.ZERO);
        assertThat(levels(values, tiny, false)).containsExactly(0, (byte) 128, (byte) 255);
    }
}
