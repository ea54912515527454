package org.dicomcaravan.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumberTest {

    @Test
    void readsWhatIsBetweenTheBounds() {
        assertThat(WholeNumber.of("bytes", "9223372036854775807", 1, Long.MAX_VALUE))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(WholeNumber.of("shift", "-3", -3, 3)).isEqualTo(-3);
        assertThat(WholeNumber.of("shift", "003", -3, 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "101", "-1", "", " 5", "+5", "5.0", "1e1", "five", "٥", "18446744073709551617", "\u202E5"})
    void namesTheSettingItsValueAndWhatWasExpected(String text) {
        assertThatThrownBy(() -> WholeNumber.of("quality", text, 1, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "quality is \"%s\": expected a whole number from 1 to 100", text.replace('\u202E', '\uFFFD'));
    }

    @Test
    void aSettingNeedNotBeGiven() {
        Map<String, String> settings = Map.of("near", "3");
        assertThat(WholeNumber.of(settings, "near", 0, 255)).hasValue(3);
        assertThat(WholeNumber.of(settings, "far", 0, 255)).isEmpty();
        assertThatThrownBy(() -> WholeNumber.of(settings, "near", 4, 255)).hasMessageStartingWith("near is \"3\": ");
    }
}
