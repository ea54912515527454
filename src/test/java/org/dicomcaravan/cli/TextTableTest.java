package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.cli.TextTable.Column;
import org.dicomcaravan.cli.TextTable.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {
    private static final TextTable TABLE = new TextTable(
            List.of(
                    new Column("NAME", Kind.WHOLE),
                    new Column("PLACE", Kind.CUT),
                    new Column("ONE", Kind.EXTRA),
                    new Column("TWO", Kind.EXTRA)),
            List.of(
                    List.of("1234567890", "gs://bucket/a/long/prefix/today", "1", "22"),
                    List.of("1", "gs://b", "10", "2")));

    private static List<String> printed(Optional<Integer> width) {
        StringWriter out = new StringWriter();
        TABLE.print(new PrintWriter(out), width);
        return out.toString().lines().toList();
    }

    @Test
    void nothingIsCutForAPipe() {
        assertThat(printed(Optional.empty()))
                .containsExactly(
                        "NAME        PLACE                            ONE  TWO",
                        "1234567890  gs://bucket/a/long/prefix/today  1    22",
                        "1           gs://b                           10   2");
        assertThat(printed(Optional.of(53))).isEqualTo(printed(Optional.empty()));
    }

    @Test
    void whatIsNiceToHaveGoesBeforeAnythingIsCut() {
        assertThat(printed(Optional.of(52)))
                .containsExactly(
                        "NAME        PLACE                            ONE",
                        "1234567890  gs://bucket/a/long/prefix/today  1",
                        "1           gs://b                           10");
        assertThat(printed(Optional.of(30)))
                .containsExactly("NAME        PLACE", "1234567890  gs://buck\u2026ix/today", "1           gs://b");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30, 43, 44, 50, 53, 80})
    void fits(int width) {
        assertThat(printed(Optional.of(width))).allMatch(line -> Width.of(line) <= width);
    }

    /** A character of East Asia takes two places. */
    @ParameterizedTest
    @CsvSource({
        "abcdefgh,8,abcdefgh",
        "abcdefgh,7,abc\u2026fgh",
        "abcdefgh,6,abc\u2026gh",
        "\u5c71\u7530\u592a\u90ce,5,\u5c71\u2026\u90ce"
    })
    void keepsTheTwoEnds(String text, int most, String cut) {
        assertThat(TextTable.cut(text, most)).isEqualTo(cut);
    }
}
