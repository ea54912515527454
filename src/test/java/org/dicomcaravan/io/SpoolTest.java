package org.dicomcaravan.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    private final AtomicInteger writes = new AtomicInteger();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Spool.IN_MEMORY, Spool.IN_MEMORY + 1, 3 * Spool.IN_MEMORY + 5})
    void givesBackWhatWasWritten(int size) throws IOException {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 >> 4);
        }
        try (Spool spool = spool()) {
            for (int at = 0; at < size; at += 65_537) {
                spool.write(bytes, at, Math.min(65_537, size - at));
            }
            assertThat(spool.length()).isEqualTo(size);
            assertThat(writes).hasValue((size + 65_536) / 65_537);
            try (ByteSource source = spool.finish()) {
                spool.close();
                assertThat(source.size()).isEqualTo(size);
                assertThat(source.stream().readAllBytes()).isEqualTo(bytes);
                assertThat(source.stream(size / 2, 9).readAllBytes())
                        .isEqualTo(Arrays.copyOfRange(bytes, size / 2, Math.min(size, size / 2 + 9)));
            }
        }
    }

    @Test
    void leavesNothingInItsFolder() throws IOException {
        try (Spool spool = spool()) {
            spool.write(new byte[Spool.IN_MEMORY + 1]);
        }
        assertThat(folder).isEmptyDirectory();
        try (Spool spool = spool()) {
            spool.write(new byte[2 * Spool.IN_MEMORY]);
            spool.finish().close();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private Spool spool() throws IOException {
        return Scratch.open(folder, 64L << 20).share(writes::incrementAndGet).spool(OptionalLong.empty());
    }
}
