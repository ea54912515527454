package org.dicomcaravan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        says(reread, "bbbb", "");
        Files.writeString(file, "odd");
        says(reread, "bbbb", "Thing " + file + " can't be used: it is odd");
        says(reread, "bbbb", "it is odd");
        Files.writeString(file, "bbbb");
        says(reread, "bbbb", "");
        Files.delete(file);
        says(reread, "bbbb", "it is not there");
        Files.writeString(file, "\uFEFFcc");
        says(reread, "cc", "");
        Files.delete(file);
        Files.createDirectory(file);
        says(reread, "cc", "no regular file");
        Files.delete(file);
        Files.write(file, "\u00fc\u00fc".getBytes(StandardCharsets.ISO_8859_1));
        says(reread, "cc", "not in UTF-8");
    }

    private static void says(RereadFile<String> reread, String value, String problem) {
        reread.look();
        assertThat(reread.current()).isEqualTo(value);
        if (problem.isEmpty()) {
            assertThat(reread.problem()).isEmpty();
        } else {
            assertThat(reread.problem().orElseThrow()).contains(problem);
        }
    }

    @Test
    void waitsForAFileThatNeedNotBeThere() throws IOException {
        Path file = folder.resolve("f");
        RereadFile<String> reread = RereadFile.open("Thing", file, RereadFileTest::even, "none");
        says(reread, "none", "");
        Files.writeString(file, "odd");
        says(reread, "none", "it is odd");
        Files.writeString(file, "aa");
        says(reread, "aa", "");
        Files.delete(file);
        says(reread, "aa", "it is not there"); // to take it away gives no rights
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
