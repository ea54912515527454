package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
    @Test
    void readsWhatItGaveOut() {
        assertThat(PageToken.read(PageToken.after(1_764_000_000_000_123_000L, "d"), "d"))
                .isEqualTo(1_764_000_000_000_123_000L);
    }

    @Test
    void refusesEveryChangedCharacter() {
        String token = PageToken.after(17, "d");
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            changed.add(token.substring(0, i) + other + token.substring(i + 1));
            changed.add(token.substring(0, i));
        }
        changed.add(token + "A");
        changed.add(token + "==");
        assertThat(changed).allSatisfy(PageTokenTest::assertRefused);
        assertThatThrownBy(() -> PageToken.read(token, "e")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kit-no-such-token", "\0", "AAAAAAAAABE", "π", "%00"})
    void refusesWhatIsNone(String token) {
        assertRefused(token);
    }

    private static void assertRefused(String token) {
        assertThatThrownBy(() -> PageToken.read(token, "d"))
                .as(token)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("page token");
    }
}
