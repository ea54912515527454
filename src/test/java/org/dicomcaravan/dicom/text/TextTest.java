package org.dicomcaravan.dicom.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.dicomcaravan.dicom.VR;
import org.junit.jupiter.api.Test;

/** PS3.5 6.2: which spaces and backslashes mean something. */
class TextTest {

    private static Text text(VR vr, String value) {
        return Text.of(vr, value.getBytes(StandardCharsets.ISO_8859_1), SpecificCharacterSet.DEFAULT);
    }

    @Test
    void splitsAndTrims() {
        assertThat(text(VR.LO, " a \\\\ b\0").values()).containsExactly("a", "", "b");
        assertThat(text(VR.LO, " a \\ b\0").whole()).isEqualTo("a \\ b");
        assertThat(text(VR.UI, "1.2\0").values()).containsExactly("1.2");
        assertThat(text(VR.DS, "  ").values()).containsExactly("");
    }

    @Test
    void keepsBackslashesAndLeadingSpacesOfLongText() {
        assertThat(text(VR.LT, " a\\b ").values()).containsExactly(" a\\b");
        assertThat(text(VR.UC, " a\\ b ").values()).containsExactly(" a", " b");
    }

    @Test
    void usesTheCharacterSetOnlyWhereItCounts() {
        SpecificCharacterSet greek = SpecificCharacterSet.of("ISO_IR 126".getBytes(StandardCharsets.US_ASCII))
                .orElseThrow();
        byte[] delta = {(byte) 0xC4};
        assertThat(Text.of(VR.PN, delta, greek).whole()).isEqualTo("Δ");
        assertThat(Text.of(VR.CS, delta, greek).whole()).isEqualTo("Ä");
    }
}
