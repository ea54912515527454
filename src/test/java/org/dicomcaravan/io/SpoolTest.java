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
        try (Spool spool = spool("scratch")) {
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
    void makesItsFolderWhenThereIsNeedAndLeavesNothingInIt() throws IOException {
        Path scratch = folder.resolve("a/b");
        try (Spool spool = spool("a/b")) {
            spool.write(new byte[Spool.IN_MEMORY]);
            assertThat(scratch).doesNotExist();
            spool.write(1);
            assertThat(scratch).isDirectory();
        }
        assertThat(scratch).isEmptyDirectory();
        try (Spool spool = spool("a/b")) {
            spool.write(new byte[2 * Spool.IN_MEMORY]);
            spool.finish().close();
        }
        assertThat(scratch).isEmptyDirectory();
    }

    private Spool spool(String within) {
        return new Spool(folder.resolve(within), writes::incrementAndGet, OptionalLong.empty());
    }
}
