package org.dicomcaravan.codec.rle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of random kinds and lengths, as PS3.5 G.3.1 writes them, with no regard to rows or stretches. */
class PackBitsReaderTest {

    private static final int SIZE = 3 * PackBitsReader.STRETCH + 77;

    private final ByteArrayOutputStream runs = new ByteArrayOutputStream();
    private final ByteArrayOutputStream meant = new ByteArrayOutputStream();

    /** Runs that make {@link #SIZE} bytes at least, the last one perhaps more. */
    private void make(long seed) {
        Random random = new Random(seed);
        while (meant.size() < SIZE) {
            int count = 1 + random.nextInt(128);
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            if (random.nextBoolean() && count > 1) {
                Arrays.fill(bytes, bytes[0]);
                runs.write(1 - count);
                runs.write(bytes[0]);
            } else {
                runs.write(count - 1);
                runs.writeBytes(bytes);
            }
            if (random.nextInt(20) == 0) {
                runs.write(-128);
            }
            meant.writeBytes(bytes);
        }
    }

    private static byte[] read(byte[] in, int from, int end) throws IOException, DicomException {
        PackBitsReader reader = new PackBitsReader(in, from, end);
        byte[] all = new byte[SIZE];
        for (int at = 0; at < SIZE; at += PackBitsReader.STRETCH) {
            int count = Math.min(PackBitsReader.STRETCH, SIZE - at);
            reader.read(count);
            System.arraycopy(reader.bytes(), 0, all, at, count);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void runsGoOnFromStretchToStretch(long seed) throws IOException, DicomException {
        make(seed);
        byte[] expected = Arrays.copyOf(meant.toByteArray(), SIZE);
        byte[] in = runs.toByteArray();
        assertThat(read(in, 0, in.length)).isEqualTo(expected);
        byte[] amid = new byte[in.length + 400];
        System.arraycopy(in, 0, amid, 200, in.length);
        assertThat(read(amid, 200, 200 + in.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11})
    void aSegmentThatEndsInTheMiddleFails(long seed) {
        make(seed);
        byte[] in = runs.toByteArray();
        assertThatThrownBy(() -> read(in, 0, in.length / 2)).isInstanceOf(DicomException.class);
    }
}
