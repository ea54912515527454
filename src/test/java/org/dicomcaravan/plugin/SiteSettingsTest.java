package org.dicomcaravan.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteSettingsTest {

    private static final List<PluginSetting> LEVEL =
            List.of(new PluginSetting("some-level", "1", "a number", "How much"));

    private static Map<String, String> of(
            String plugin, List<PluginSetting> declared, Map<String, String> environment) {
        return SiteSettings.of(
                        "caravan.codec.",
                        Map.of("caravan.codec.x.Odd.name", "file", "caravan.codec.xy.z", "no", "caravan.workers", "4"),
                        environment)
                .of(plugin, declared);
    }

    @Test
    void aPluginGetsItsOwn() {
        assertThat(of("x", LEVEL, Map.of())).isEqualTo(Map.of("Odd.name", "file"));
        assertThat(of("y", LEVEL, Map.of())).isEmpty();
    }

    @Test
    void aVariableReachesWhatIsDeclaredAndWhatAFileNames() {
        assertThat(of("x", LEVEL, Map.of("CARAVAN_CODEC_X_SOME_LEVEL", "3", "CARAVAN_CODEC_X_OTHER", "4")))
                .isEqualTo(Map.of("Odd.name", "file", "some-level", "3"));
        assertThat(of("x", LEVEL, Map.of("CARAVAN_CODEC_X_ODD_NAME", "variable")))
                .isEqualTo(Map.of("Odd.name", "variable"));
    }

    @Test
    void aVariableReachesAPluginThatDeclaresNothing() {
        assertThat(of("a b.c-d", List.of(), Map.of("CARAVAN_CODEC_A_B_C_D_SOME_LEVEL", "3")))
                .isEqualTo(Map.of("some-level", "3"));
    }

    @Test
    void aNameIsAName() {
        for (String name : List.of("", "a b", "-a", "a=b", "a\n", "x".repeat(65))) {
            assertThatThrownBy(() -> new PluginSetting(name, "", "", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("of a setting is not 1 to 64 letters");
        }
    }
}
