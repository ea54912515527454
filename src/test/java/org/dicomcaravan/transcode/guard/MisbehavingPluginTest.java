package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.ContentException;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plugin may do what it wants: it costs the instance, and the next instance is done. */
@Timeout(30)
class MisbehavingPluginTest {

    private static final byte[] FILE = SmallDicom.instance(SmallDicom.EXPLICIT)
            .grey(1, 2, 4, 8)
            .element(0x7FE00010, "OB", new byte[8])
            .file();

    @TempDir
    Path folder;

    private TranscoderChain chain;

    @BeforeEach
    void load() throws IOException {
        PluginJar.naming(folder, "bad.jar", Misbehaving.class);
        chain = Chains.impatient(folder);
    }

    static List<String> ways() {
        return Misbehaving.WAYS;
    }

    static List<String> waysOfContent() {
        return Misbehaving.WAYS_OF_CONTENT;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void costsTheInstance(String way) throws Exception {
        assertThatThrownBy(() -> exhaust(way))
                .satisfies(thrown -> assertThat(thrown instanceof TranscodeException ? thrown.getCause() : thrown)
                        .isInstanceOf(way.equals("eats-memory") ? DicomException.class : TranscoderFault.class)
                        .hasMessageContaining("transcoder Misbehaving"))
                .satisfies(thrown -> assertThat(TranscodeException.code(thrown).number())
                        .isEqualTo(way.equals("eats-memory") ? 8 : 13));
        assertThat(Chains.make(chain, FILE, "application/octet-stream")).hasSize(4);
    }

    private void exhaust(String way) throws Exception {
        OutputFormat format = Chains.format(chain, "test/" + way);
        try (Outputs outputs = chain.transcode(ByteSource.of(FILE), format, () -> false)) {
            while (outputs.hasNext()) {
                outputs.next();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("waysOfContent")
    void aContentThatLiesOrFailsIsAFailureOfTheContent(String way) throws Exception {
        OutputFormat format = Chains.format(chain, "test/content-" + way);
        try (Outputs outputs = chain.transcode(ByteSource.of(FILE), format, () -> false)) {
            Content content = outputs.next().content();

            assertThatThrownBy(() -> {
                        try (InputStream in = content.open()) {
                            in.readNBytes((int) content.length());
                        }
                    })
                    .isInstanceOf(ContentException.class)
                    .hasMessageContaining("transcoder Misbehaving");
        }
        assertThat(Chains.make(chain, FILE, "application/octet-stream")).hasSize(4);
    }
}
