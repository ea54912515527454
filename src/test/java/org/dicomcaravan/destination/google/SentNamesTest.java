package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomcaravan.destination.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentNamesTest {
    private static SentNames of(String name) {
        return SentNames.of(new ObjectName("demo", name));
    }

    @Test
    void takesFramesTogether() {
        assertThat(of("p/1.2/3/7.png")).isEqualTo(of("p/1.2/3/400000.png")).isNotEqualTo(of("p/1.2/3/7.jpg"));
        assertThat(of("p/1.2/3/7.png").single()).isEmpty();
        assertThat(of("p/7")).isEqualTo(of("p/8")).isNotEqualTo(of("q/8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p/1.2.3.dcm",
                "p/1.2.3",
                "7.png",
                "p/07.png",
                "p/0.png",
                "p/7.1",
                "p/12345678901.png",
                "p/7.tar.gz"
            })
    void takesEverythingElseAlone(String name) {
        assertThat(of(name).single()).contains(new ObjectName("demo", name));
        assertThat(of(name).has(name)).isTrue();
        assertThat(of(name).has(name + "x")).isFalse();
    }

    @Test
    void knowsItsOwn() {
        SentNames frames = of("p/1.2/7.png");
        assertThat(frames.has("p/1.2/1.png")).isTrue();
        assertThat(frames.has("p/1.2/01.png")).isFalse();
        assertThat(frames.has("p/1.2/1.jpg")).isFalse();
        assertThat(frames.has("p/1.2/x/1.png")).isFalse();
        assertThat(frames.has("p/1.2")).isFalse();
    }
}
