package org.dicomcaravan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RereadFileTest {

    @TempDir
    Path folder;

    private static String even(String text) {
        if (text.length() % 2 == 1) {
            throw new IllegalArgumentException("it is odd");
        }
        return text;
    }

    @Test
    void followsTheFileAndKeepsWhatItUnderstoodLast() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "aa");
        RereadFile<String> reread = RereadFile.open("Thing", file, RereadFileTest::even);
        assertThat(reread.current()).isEqualTo("aa");
        Files.writeString(file, "bbbb");
        await().untilAsserted(() -> assertThat(reread.current()).isEqualTo("bbbb"));
        Files.writeString(file, "odd");
        await().during(java.time.Duration.ofMillis(1500)).until(() -> reread.current().equals("bbbb"));
        Files.delete(file);
        await().during(java.time.Duration.ofMillis(1500)).until(() -> reread.current().equals("bbbb"));
        Files.writeString(file, "cc");
        await().untilAsserted(() -> assertThat(reread.current()).isEqualTo("cc"));
    }

    @Test
    void saysWhatIsWrongAtFirst() throws IOException {
        Path file = folder.resolve("f");
        assertThatThrownBy(() -> RereadFile.open("Thing", file, RereadFileTest::even))
                .hasMessage("Thing " + file + " can't be read: it is not there");
        Files.writeString(file, "odd");
        assertThatThrownBy(() -> RereadFile.open("Thing", file, RereadFileTest::even))
                .hasMessage("Thing " + file + " can't be used: it is odd");
    }
}
