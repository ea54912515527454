package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNamesTest {

    private static final Optional<URI> PUBLIC = Optional.of(URI.create("https://images.example.org"));

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "127.9.8.7:80", "[::1]", "[::1]:8080"
            })
    void knowsTheLoopbackEverywhere(String host) {
        assertThat(OwnNames.of("127.0.0.1", Optional.empty()).knows(host)).isTrue();
        assertThat(OwnNames.of("::1", PUBLIC).knows(host)).isTrue();
        assertThat(OwnNames.of("0.0.0.0", PUBLIC).knows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evillocalhost",
                "localhost@evil.example",
                "127.0.0.1@evil.example:80",
                "169.254.169.254",
                "10.0.0.1",
                "0.0.0.0",
                "128.0.0.1",
                "127.0.0.1:80:80",
                "[::2]",
                "::1"
            })
    void knowsNothingElseOnTheLoopback(String host) {
        assertThat(OwnNames.of("127.0.0.1", Optional.empty()).knows(host)).isFalse();
        assertThat(OwnNames.of("localhost", PUBLIC).knows(host)).isFalse();
    }

    @Test
    void knowsItsPublicName() {
        OwnNames names = OwnNames.of("127.0.0.1", PUBLIC);
        assertThat(names.knows("images.example.org")).isTrue();
        assertThat(names.knows("IMAGES.example.org:443")).isTrue();
        assertThat(names.knows("example.org")).isFalse();
        assertThat(names.isOwnOrigin("https://images.example.org", "http://127.0.0.1:8080"))
                .isTrue();
        assertThat(names.isOwnOrigin("http://images.example.org", "http://127.0.0.1:8080"))
                .isFalse();
    }

    @Test
    void onANetworkAnswersToAllOrToItsPublicNameAndAnyAddress() {
        assertThat(OwnNames.of("0.0.0.0", Optional.empty()).knows("any.example"))
                .isTrue();
        OwnNames named = OwnNames.of("0.0.0.0", PUBLIC);
        assertThat(named.knows("images.example.org:8080")).isTrue();
        assertThat(named.knows("10.0.0.1:8080")).isTrue();
        assertThat(named.knows("[fd00::1]:8080")).isTrue();
        assertThat(named.knows("any.example")).isFalse();
    }

    @Test
    void knowsItsOwnPages() {
        OwnNames names = OwnNames.of("127.0.0.1", Optional.empty());
        assertThat(names.isOwnOrigin("http://localhost:8080", "http://localhost:8080"))
                .isTrue();
        assertThat(names.isOwnOrigin("http://localhost:8081", "http://localhost:8080"))
                .isFalse();
        assertThat(names.isOwnOrigin("https://localhost:8080", "http://localhost:8080"))
                .isFalse();
        assertThat(names.isOwnOrigin("null", "http://localhost:8080")).isFalse();
    }
}
