package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables are whole: any bits are one codeword of each context. */
class HtCodewordTest {

    @Test
    void anyBitsAreOneCodeword() {
        for (boolean first : new boolean[] {true, false}) {
            for (int context = 0; context < 8; context++) {
                List<HtCodeword> words = words(first, context);
                for (int bits = 0; bits < 1 << HtCodeword.LONGEST; bits++) {
                    int all = bits;
                    assertThat(words.stream().filter(word -> word.bits() == (all & (1 << word.length()) - 1)))
                            .as("bits %d in context %d, first row %s", bits, context, first)
                            .hasSize(1);
                }
            }
        }
    }

    @Test
    void eachPatternHasACodewordUnlessAnEventTellsIt() {
        for (boolean first : new boolean[] {true, false}) {
            for (int context = 0; context < 8; context++) {
                assertThat(words(first, context).stream()
                                .filter(word -> !word.offset())
                                .map(HtCodeword::significance))
                        .containsExactlyElementsOf(IntStream.range(context == 0 ? 1 : 0, 16)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void patternsAreWithinOneAnother() {
        assertThat(HtCodeword.all()).hasSize(444 + 358).allSatisfy(word -> {
            assertThat(word.known() & ~word.significance()).isZero();
            assertThat(word.reaching() & ~word.known()).isZero();
            assertThat(word.offset() || word.known() == 0).isTrue();
        });
    }

    /** Some rows of Annex C, with the codeword as the annex has it: a number whose lowest bit comes first. */
    @ParameterizedTest
    @CsvSource({
        "true, 0, 1, 0, 0, 0, 06, 4",
        "true, 0, F, 1, F, 8, 39, 6",
        "true, 5, 0, 0, 0, 0, 00, 3",
        "false, 0, 1, 1, 1, 1, 27, 6",
        "false, 7, C, 0, 0, 0, 39, 6",
    })
    void rows(
            boolean first,
            int context,
            String significance,
            int offset,
            String known,
            String reaching,
            String bits,
            int length) {
        assertThat(HtCodeword.all())
                .contains(new HtCodeword(
                        first,
                        context,
                        Integer.parseInt(significance, 16),
                        offset == 1,
                        Integer.parseInt(known, 16),
                        Integer.parseInt(reaching, 16),
                        Integer.parseInt(bits, 16),
                        length));
    }

    private static List<HtCodeword> words(boolean first, int context) {
        return HtCodeword.all().stream()
                .filter(word -> word.first() == first && word.context() == context)
                .toList();
    }
}
