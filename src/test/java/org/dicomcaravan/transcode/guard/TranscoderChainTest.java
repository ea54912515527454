package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.plugin.RefusedSetting;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.MediaType;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.SourceInstance;
import org.dicomcaravan.transcode.TranscodeException;
import org.dicomcaravan.transcode.Transcoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscoderChainTest {

    private static final String PNG = "image/png";

    @TempDir
    Path folder;

    private static byte[] file() {
        return SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(1, 2, 1, 8)
                .element(0x7FE00010, "OB", new byte[] {7, 9})
                .file();
    }

    /** Claims PNG for pictures one pixel high, and declines others. */
    public static final class LinePng implements Transcoder {
        @Override
        public String name() {
            return "line-png";
        }

        @Override
        public List<OutputType> produces() {
            return List.of(OutputType.of(PNG, ".png"), OutputType.of("image/line", ".line"));
        }

        @Override
        public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
                throws IOException, DicomException {
            return instance.pixels().orElseThrow().shape().rows() > 1
                    ? Optional.empty()
                    : Optional.of(Outputs.of(Output.whole(format, Content.of(new byte[] {'l'}), "line")));
        }
    }

    /** Claims PNG too, and shows what settings it got. */
    public static final class LatePng implements Transcoder {
        private String text = "";

        @Override
        public String name() {
            return "late";
        }

        @Override
        public int order() {
            return 5;
        }

        @Override
        public void configure(Map<String, String> settings) {
            text = settings.toString();
        }

        @Override
        public List<OutputType> produces() {
            return List.of(OutputType.of(PNG, ".png"), OutputType.of("test/settings", ".txt", "*"));
        }

        @Override
        public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return Optional.of(Outputs.of(Output.whole(format, Content.of(bytes), "late")));
        }
    }

    /** Has a name that is none. */
    public static final class BadName implements Transcoder {
        @Override
        public String name() {
            return "bad\nname";
        }

        @Override
        public List<OutputType> produces() {
            return List.of();
        }

        @Override
        public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/dicom, *, .dcm",
        "application/dicom; transfer-syntax=*, *, .dcm",
        "application/dicom; transfer-syntax=1.2.840.10008.1.2, 1.2.840.10008.1.2, .dcm",
        "application/dicom; transfer-syntax=1.2.840.10008.1.2.4.90, 1.2.840.10008.1.2.4.90, .dcm",
        "application/octet-stream, 1.2.840.10008.1.2.1, ",
        "application/octet-stream; transfer-syntax=*, *, ",
        "image/jpeg, 1.2.840.10008.1.2.4.50, .jpg",
        "image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50, 1.2.840.10008.1.2.4.50, .jpg",
        "image/png, , .png",
    })
    void fillsInDefaults(String text, String syntax, String extension) {
        OutputFormat format = Chains.format(Chains.builtIn(), text);

        assertThat(format.mimeType()).isEqualTo(text.replaceFirst(";.*", ""));
        assertThat(format.transferSyntax().orElse(null)).isEqualTo(syntax);
        assertThat(format.extension()).isEqualTo(extension == null ? "" : extension);
        assertThat(Chains.format(Chains.builtIn(), format.toString())).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "video/mp4, video/mp4",
        "image/gif, image/gif",
        "application/dicom; transfer-syntax=1.2.3.4, 1.2.3.4",
        "application/dicom; transfer-syntax=1.2.840.10008.1.2.2, 10008.1.2.2",
        "application/dicom; transfer-syntax=1.2.840.10008.1.2.4.100, 1.2.4.100",
        "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.50, 1.2.4.50",
        "image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.90, 1.2.4.90",
        "image/png; transfer-syntax=*, image/png",
    })
    void refusesWhatNobodyProducesAndNamesIt(String text, String named) {
        TranscoderChain chain = Chains.builtIn();

        assertThatThrownBy(() -> chain.require(MediaType.parse(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void hasFourTranscodersAndNoConflict() {
        TranscoderChain chain = Chains.builtIn();

        assertThat(chain.transcoders())
                .containsExactly(
                        "dicom (built in): application/dicom",
                        "octets (built in): application/octet-stream",
                        "jpeg (built in): image/jpeg",
                        "png (built in): image/png");
        assertThat(chain.conflicts()).isEmpty();
        assertThat(chain.problems()).isEmpty();
    }

    @Test
    void aPluginWinsOverABuiltInAndTheConflictIsNamed() throws Exception {
        PluginJar.naming(folder, "b.jar", LinePng.class);
        PluginJar.naming(folder, "a.jar", LatePng.class);
        TranscoderChain chain = Chains.impatient(folder);

        assertThat(chain.transcoders()).first().asString().startsWith("line-png");
        assertThat(chain.conflicts())
                .singleElement()
                .satisfies(line ->
                        assertThat(line).containsSubsequence("image/png: line-png", "wins", "late", "png (built in)"));
        assertThat(Chains.make(chain, file(), PNG))
                .singleElement()
                .satisfies(made -> assertThat(made.bytes()).isEqualTo(new byte[] {'l'}));
    }

    @Test
    void theNextIsAskedWhereOneDeclines() throws Exception {
        PluginJar.naming(folder, "a.jar", LinePng.class);
        TranscoderChain chain = Chains.impatient(folder);
        byte[] high = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(2, 1, 1, 8)
                .element(0x7FE00010, "OB", new byte[] {7, 9})
                .file();

        assertThat(Chains.make(chain, high, PNG).get(0).bytes()).startsWith(0x89, 'P', 'N', 'G');
        assertThatThrownBy(() -> Chains.make(chain, high, "image/line"))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("declined by line-png")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(12));
    }

    @Test
    void givesEachTranscoderItsOwnSettings() throws Exception {
        PluginJar.naming(folder, "a.jar", LatePng.class);
        ClassLoader plugins =
                PluginFolder.open(folder, getClass().getClassLoader()).loader();
        Codecs codecs = Codecs.load(getClass().getClassLoader());
        SiteSettings settings = SiteSettings.of(Map.of("late.colour", "red", "later.x", "y"));

        TranscoderChain chain = TranscoderChain.load(plugins, codecs, Limits.defaults(), settings);

        assertThat(new String(Chains.make(chain, file(), "test/settings").get(0).bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("{colour=red}");
        assertThat(chain.problems()).isEmpty();
    }

    @Test
    void doesNotStartWithASettingThatATranscoderRefuses() {
        ClassLoader loader = getClass().getClassLoader();
        Codecs codecs = Codecs.load(loader);
        SiteSettings settings = SiteSettings.of(Map.of("jpeg.quality", "101"));
        assertThatThrownBy(() -> TranscoderChain.load(loader, codecs, Limits.defaults(), settings))
                .isInstanceOf(RefusedSetting.class)
                .hasMessage("transcoder jpeg: quality is \"101\": expected a whole number from 1 to 100");
    }

    @Test
    void leavesOutWhatCantBeUsed() throws Exception {
        PluginJar.withLines(
                folder,
                "a.jar",
                List.of(
                        "no.such.Thing",
                        BadName.class.getName(),
                        "java.lang.String",
                        "no name",
                        LinePng.class.getName()));

        TranscoderChain chain = Chains.impatient(folder);

        assertThat(chain.problems()).hasSizeGreaterThanOrEqualTo(1);
        assertThat(chain.mediaTypes()).contains("image/png", "application/dicom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/dicom", "application/octet-stream", "image/jpeg", "image/png"})
    void whatIsNoDicomIsTheInstancesFailure(String mediaType) {
        TranscoderChain chain = Chains.builtIn();

        assertThatThrownBy(() -> chain.transcode(
                        ByteSource.of(new byte[] {1, 2, 3}), Chains.format(chain, mediaType), () -> false))
                .isInstanceOf(DicomException.class)
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(3));
    }
}
