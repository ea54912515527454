package org.dicomcaravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void putsTextBetweenDoubleQuotes() {
        assertThat(Quoted.of("")).isEqualTo("\"\"");
        assertThat(Quoted.of("Müller^Änne 山田 \uD83E\uDE7B")).isEqualTo("\"Müller^Änne 山田 \uD83E\uDE7B\"");
    }

    @Test
    void showsWhatIsNoTextAsReplacementCharacters() {
        assertThat(Quoted.of("a\nb\u0000c\u007Fd\u0085e\u202Ef\uD83Eg"))
                .isEqualTo("\"a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\"");
    }

    @Test
    void cutsAfterTwoHundredCharactersAndBetweenThem() {
        assertThat(Quoted.of("\uD83E\uDE7B".repeat(200))).isEqualTo("\"" + "\uD83E\uDE7B".repeat(200) + "\"");
        assertThat(Quoted.of("\uD83E\uDE7B".repeat(201))).isEqualTo("\"" + "\uD83E\uDE7B".repeat(200) + "…\"");
    }
}
