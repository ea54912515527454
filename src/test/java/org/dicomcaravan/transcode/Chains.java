package org.dicomcaravan.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.TestScratch;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/** Chains for tests, and what they make of files. */
public final class Chains {

    /** What came out: the part of the name behind the instance's, and the bytes. */
    public static final class Made {
        private final String name;
        private final Output output;
        private final byte[] bytes;

        Made(String name, Output output, byte[] bytes) {
            this.name = name;
            this.output = output;
            this.bytes = bytes;
        }

        public String name() {
            return name;
        }

        public String contentType() {
            return output.contentType();
        }

        public String rule() {
            return output.rule();
        }

        public byte[] bytes() {
            return bytes;
        }
    }

    private Chains() {}

    /** The built-in transcoders. */
    public static TranscoderChain builtIn() {
        ClassLoader loader = Chains.class.getClassLoader();
        return TranscoderChain.load(
                loader, Codecs.load(loader), Limits.defaults().withScratch(TestScratch.open()));
    }

    /** The built-in transcoders and the plugins of a folder, with time limits of two seconds. */
    public static TranscoderChain impatient(Path folder) {
        ClassLoader loader =
                PluginFolder.open(folder, Chains.class.getClassLoader()).loader();
        Limits limits = Limits.defaults().withTimes(Duration.ofSeconds(2), Duration.ofSeconds(2));
        return TranscoderChain.load(loader, Codecs.load(Chains.class.getClassLoader()), limits, SiteSettings.none());
    }

    public static OutputFormat format(TranscoderChain chain, String mediaType) {
        return chain.require(MediaType.parse(mediaType));
    }

    /** Everything that a file becomes. */
    public static List<Made> make(TranscoderChain chain, byte[] file, String mediaType)
            throws IOException, DicomException {
        return make(chain, ByteSource.of(file), mediaType);
    }

    public static List<Made> make(TranscoderChain chain, ByteSource file, String mediaType)
            throws IOException, DicomException {
        List<Made> all = new ArrayList<>();
        try (Outputs outputs = chain.transcode(file, format(chain, mediaType), () -> false)) {
            while (outputs.hasNext()) {
                Output output = outputs.next();
                String frame = output.frame().isPresent() ? "/" + output.frame().getAsInt() : "";
                all.add(new Made(frame + output.extension(), output, bytes(output.content())));
            }
        } catch (TranscodeException e) {
            if (e.getCause() instanceof DicomException dicom) {
                throw dicom;
            }
            throw new UncheckedIOException((IOException) e.getCause());
        }
        return all;
    }

    public static byte[] bytes(Content content) throws IOException {
        try (content;
                InputStream in = content.open()) {
            return in.readAllBytes();
        }
    }
}
