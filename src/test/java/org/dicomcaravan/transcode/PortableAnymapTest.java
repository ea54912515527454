package org.dicomcaravan.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.transcode.guard.TranscoderChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example project in {@code transcoders/portable-anymap}, compiled, dropped in and used. */
class PortableAnymapTest {

    private static final Path PROJECT = Path.of("transcoders", "portable-anymap");

    @TempDir
    Path build;

    private TranscoderChain chain;

    @BeforeEach
    void buildAndDropIn() throws Exception {
        Path plugins = Files.createDirectories(build.resolve("transcoders"));
        PluginProject.build(PROJECT, build.resolve("classes"), plugins, "portable-anymap.jar");
        chain = Chains.impatient(plugins);
    }

    /** PGM: "P5", width, height, maxval, each followed by white space, then a byte a pixel, rows from the top. */
    @Test
    void greyBecomesPgm() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(2, 3, 1, 8)
                .element(0x7FE00010, "OB", new byte[] {0, 1, 2, 100, (byte) 200, (byte) 255})
                .file();

        assertThat(Chains.make(chain, file, "image/x-portable-anymap"))
                .singleElement()
                .satisfies(made -> {
                    assertThat(made.name()).isEqualTo(".pnm");
                    assertThat(made.contentType()).isEqualTo("image/x-portable-anymap");
                    assertThat(made.bytes()).isEqualTo(anymap("P5 3 2 255\n", 0, 1, 2, 100, 200, 255));
                });
    }

    /** PPM: the same with "P6" and three bytes a pixel; here from two frames stored plane by plane. */
    @Test
    void colourBecomesPpmFrameByFrame() throws Exception {
        byte[] planes = {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16};
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .image(1, 2, 2, 8, 3, "RGB", 1)
                .element(0x7FE00010, "OB", planes)
                .file();

        List<Chains.Made> frames = Chains.make(chain, file, "image/x-portable-anymap");

        assertThat(frames).extracting(Chains.Made::name).containsExactly("/1.pnm", "/2.pnm");
        assertThat(frames.get(0).bytes()).isEqualTo(anymap("P6 2 1 255\n", 1, 3, 5, 2, 4, 6));
        assertThat(frames.get(1).bytes()).isEqualTo(anymap("P6 2 1 255\n", 11, 13, 15, 12, 14, 16));
    }

    @Test
    void isNamedAtTheStart() {
        assertThat(chain.transcoders().get(0))
                .isEqualTo("portable-anymap (portable-anymap.jar): image/x-portable-anymap");
        assertThat(chain.conflicts()).isEmpty();
    }

    private static byte[] anymap(String header, int... samples) {
        byte[] head = header.replace(" 255", "\n255").replaceFirst(" ", "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = java.util.Arrays.copyOf(head, head.length + samples.length);
        for (int i = 0; i < samples.length; i++) {
            file[head.length + i] = (byte) samples[i];
        }
        return file;
    }
}
