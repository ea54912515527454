package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecsCommandTest {

    @TempDir
    private Path folder;

    @Test
    void thePageIsWhatTheRegistrySays() throws IOException {
        CommandLineRun run = CommandLineRun.of("codecs", "--markdown", "--transcoders", folder.toString());
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(Files.readString(Path.of("docs/transfer-syntaxes.md")))
                .as("print it anew: ./caravan codecs --markdown > docs/transfer-syntaxes.md")
                .isEqualTo(run.out());
    }

    @Test
    void aTerminalSeesColumns() {
        CommandLineRun run = CommandLineRun.of("codecs", "--transcoders", folder.toString());
        assertThat(run.outLines())
                .anyMatch(line -> line.matches(
                        "RLE Lossless +1\\.2\\.840\\.10008\\.1\\.2\\.5 +yes +yes +yes +0\\.1\\.0 +built in"))
                .anyMatch(
                        line -> line.matches("MPEG2 Main Profile / Main Level +1\\.2\\.840\\.10008\\.1\\.2\\.4\\.100"))
                .contains("  application/dicom; transfer-syntax=1.2.840.10008.1.2.5", "  image/png")
                .doesNotContain("  application/dicom; transfer-syntax=1.2.840.10008.1.2.2");
    }

    @Test
    void aCodecThatIsNotThereIsLeftOutAndNamed() throws IOException {
        Path jar = folder.resolve("broken.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/org.dicomcaravan.codec.FrameDecoder"));
            out.write("com.example.NotThere\n".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        CommandLineRun run = CommandLineRun.of("codecs", "--transcoders", folder.toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("RLE Lossless");
        assertThat(run.err()).contains("com.example.NotThere", "left out");
    }
}
