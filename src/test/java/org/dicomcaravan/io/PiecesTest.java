package org.dicomcaravan.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PiecesTest {

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll @IntRange(min = 0, max = 3_000_000) int length,
            @ForAll @IntRange(min = 1, max = 200_000) int step,
            @ForAll long seed)
            throws IOException {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        Pieces pieces = new Pieces();
        for (int at = 0; at < length; at += step) {
            pieces.write(bytes, at, Math.min(step, length - at));
        }
        assertThat(pieces.length()).isEqualTo(length);
        assertThat(pieces.open().readAllBytes()).isEqualTo(bytes);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        pieces.open().transferTo(again);
        assertThat(again.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void singleBytesAndTheEnd() throws IOException {
        Pieces pieces = new Pieces();
        for (int i = 0; i < 40_000; i++) {
            pieces.write(i);
        }
        InputStream in = pieces.open();
        for (int i = 0; i < 40_000; i++) {
            assertThat(in.read()).isEqualTo(i & 0xFF);
        }
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[4], 0, 4)).isEqualTo(-1);
        assertThat(in.read(new byte[4], 0, 0)).isZero();
    }
}
