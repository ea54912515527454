package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.transcode.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A codec that can't say what it is, is left out, whatever it throws; the others work. */
class CodecPluginTest {

    @TempDir
    Path folder;

    /** Fails with an error when it is asked. */
    public static final class Failing implements FrameDecoder {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Set<String> transferSyntaxes() {
            throw new AssertionError("by intent");
        }

        @Override
        public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax) {
            throw new IllegalStateException("never asked");
        }
    }

    @Test
    void anErrorAtTheStartCostsTheCodec() throws Exception {
        PluginJar.naming(folder, "a.jar", FrameDecoder.class, Failing.class);
        try (PluginFolder plugins = PluginFolder.open(folder, getClass().getClassLoader())) {
            Codecs codecs = Codecs.load(plugins.loader());

            assertThat(codecs.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem)
                            .contains(Failing.class.getName())
                            .contains("left out")
                            .contains("by intent"));
            assertThat(codecs.decoder(TransferSyntax.RLE.uid())).isPresent();
        }
    }
}
