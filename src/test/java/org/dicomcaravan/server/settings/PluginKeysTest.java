package org.dicomcaravan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.InstalledPlugin.Kind;
import org.dicomcaravan.plugin.PluginSetting;
import org.junit.jupiter.api.Test;

class PluginKeysTest {

    private static final PluginSetting QUALITY = PluginSetting.wholeNumber("quality", 90, 1, 100, "Quality");

    private final PluginKeys keys = new PluginKeys(List.of(
            plugin(Kind.TRANSCODER, "jpeg", Optional.empty(), QUALITY),
            plugin(Kind.TRANSCODER, "png", Optional.empty()),
            plugin(Kind.TRANSCODER, "silent", Optional.of("silent.jar")),
            plugin(Kind.DECODER, "quiet", Optional.of("silent.jar")),
            plugin(Kind.ENCODER, "jpeg", Optional.empty(), QUALITY),
            plugin(Kind.ENCODER, "jpeg", Optional.empty(), QUALITY)));

    private static InstalledPlugin plugin(Kind kind, String name, Optional<String> jar, PluginSetting... settings) {
        return new InstalledPlugin(kind, name, jar, 0, List.of(), List.of(settings));
    }

    @Test
    void eachNameOnce() {
        assertThat(keys.declared())
                .extracting(PluginKeys.Key::key)
                .containsExactly("caravan.transcoder.jpeg.quality", "caravan.codec.jpeg.quality");
    }

    @Test
    void takesWhatIsDeclaredAndWhatASilentPluginMayTake() {
        for (String name : List.of(
                "caravan.transcoder.jpeg.quality",
                "caravan.codec.jpeg.quality",
                "caravan.transcoder.silent.anything",
                "caravan.workers",
                "camel.main.name")) {
            assertThat(keys.property(name)).as(name).isEmpty();
        }
        for (String name : List.of(
                "CARAVAN_CODEC_JPEG_QUALITY", "CARAVAN_TRANSCODER_SILENT_ANY_THING", "CARAVAN_TRANSCODERS", "HOME")) {
            assertThat(keys.variable(name)).as(name).isEmpty();
        }
    }

    @Test
    void refusesAllElseWithTheNearest() {
        assertThat(keys.property("caravan.codec.jpeg.qualtiy"))
                .contains("caravan.codec.jpeg.qualtiy is no setting of a plugin; caravan.codec.jpeg.quality is");
        assertThat(keys.variable("CARAVAN_TRANSCODER_JPG_QUALITY"))
                .contains(
                        "Variable CARAVAN_TRANSCODER_JPG_QUALITY of the environment is that of no setting of a plugin;"
                                + " CARAVAN_TRANSCODER_JPEG_QUALITY is");
        for (String name : List.of(
                "caravan.transcoder.png.level",
                "caravan.transcoder.silent.",
                "caravan.codec.quiet.level",
                "caravan.codec.silent.anything")) {
            assertThat(keys.property(name)).as(name).isPresent();
        }
        assertThat(keys.property("caravan.codec.x"))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).endsWith("; caravan plugins lists plugins and their settings"));
    }
}
