package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Scratch;
import org.dicomcaravan.io.ScratchException;
import org.dicomcaravan.io.Spool;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.SourceInstance;
import org.dicomcaravan.transcode.Transcoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scratch folder that can't be used is the server's failure: it comes out as it is, from wherever it was needed. */
class ScratchFailureTest {

    private static final int MUCH = 2 * Spool.IN_MEMORY;

    @TempDir
    Path folder;

    /** Needs temporary room for each frame but the first, or while a content is read. */
    public static final class Spooling implements Transcoder {
        @Override
        public List<OutputType> produces() {
            return List.of(OutputType.of("test/frames", ".x"), OutputType.of("test/content", ".x"));
        }

        @Override
        public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
                throws IOException, DicomException {
            boolean later = format.mimeType().equals("test/content");
            return Optional.of(Outputs.perFrame(instance, format, number -> {
                if (number > 1 && !later) {
                    spool(instance);
                }
                return new Outputs.TranscodedFrame(later ? new Late(instance) : Content.of(new byte[1]), "");
            }));
        }

        private static void spool(SourceInstance instance) throws IOException {
            try (Spool spool = instance.spool(OptionalLong.empty())) {
                spool.write(new byte[MUCH]);
            }
        }

        private record Late(SourceInstance instance) implements Content {
            @Override
            public long length() {
                return 1;
            }

            @Override
            public InputStream open() throws IOException {
                spool(instance);
                return InputStream.nullInputStream();
            }
        }
    }

    private TranscoderChain chainWithoutItsFolder() throws IOException {
        Path scratch = folder.resolve("scratch");
        Limits limits = Limits.defaults().withScratch(Scratch.open(scratch, 1L << 30));
        Files.delete(scratch);
        PluginJar.naming(folder, "a.jar", Spooling.class);
        ClassLoader ours = getClass().getClassLoader();
        return TranscoderChain.load(
                PluginFolder.open(folder, ours).loader(), Codecs.load(ours), limits, SiteSettings.none());
    }

    private static ByteSource file(int side) {
        return ByteSource.of(SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(side, side, 2, 8)
                .element(0x7FE00010, "OB", noise(2 * side * side))
                .file());
    }

    private static byte[] noise(int count) {
        byte[] noise = new byte[count];
        new java.util.Random(7).nextBytes(noise);
        return noise;
    }

    @Test
    void ofABuiltInTranscoder() throws Exception {
        TranscoderChain chain = chainWithoutItsFolder();
        OutputFormat format = Chains.format(chain, "application/dicom; transfer-syntax=" + SmallDicom.RLE);

        assertThatThrownBy(() -> chain.transcode(file(1024), format, () -> false))
                .isInstanceOf(ScratchException.class);
    }

    @Test
    void ofALaterFrame() throws Exception {
        TranscoderChain chain = chainWithoutItsFolder();
        try (Outputs outputs = chain.transcode(file(4), Chains.format(chain, "test/frames"), () -> false)) {
            assertThat(outputs.next().frame()).hasValue(1);

            assertThatThrownBy(outputs::next)
                    .isInstanceOf(java.io.UncheckedIOException.class)
                    .hasCauseInstanceOf(ScratchException.class);
        }
    }

    @Test
    void ofAContent() throws Exception {
        TranscoderChain chain = chainWithoutItsFolder();
        try (Outputs outputs = chain.transcode(file(4), Chains.format(chain, "test/content"), () -> false)) {
            Content content = outputs.next().content();

            assertThatThrownBy(content::open).isInstanceOf(ScratchException.class);
        }
    }
}
