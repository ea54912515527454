package org.dicomcaravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedTest {

    @Test
    void leavesTextAsItIs() {
        String text = "Müller^Änne 山田 \uD83E\uDE7B C:\\new \"quoted\"";
        assertThat(Escaped.of(text)).isSameAs(text);
    }

    @Test
    void showsWhatWouldActOnATerminalByItsNumber() {
        assertThat(Escaped.of("a\nb\u001B[2Jc\u0085d\u202Ee\u2028f\uD83Eg\u0000"))
                .isEqualTo("a\\u000Ab\\u001B[2Jc\\u0085d\\u202Ee\\u2028f\\uD83Eg\\u0000");
        assertThat(Escaped.of("\uDB40\uDC41")).isEqualTo("\\U000E0041");
    }
}
