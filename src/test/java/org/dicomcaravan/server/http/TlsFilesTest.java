package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {

    @TempDir
    Path folder;

    private static Tls tls(String certificate, String key, String authority) {
        return new Tls(
                TestKeys.file(certificate),
                TestKeys.file(key),
                Optional.ofNullable(authority).map(TestKeys::file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second", "third"})
    void takeKeysOfAnyKind(String name) throws IOException {
        assertThat(TlsFiles.read(tls(name + ".pem", name + ".key", "authority.pem"))
                        .context())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "none.pem, first.key, , caravan.tls.certificate, none.pem, which is not there: expected a file in PEM",
        "first.pem, none.key, , caravan.tls.key, none.key, which is not there: expected a file in PEM",
        "first.pem, first.key, none.pem, caravan.tls.client-authority, none.pem, which is not there",
        "README.md, first.key, , caravan.tls.certificate, README.md, in which are no certificates",
        "first.key, first.key, , caravan.tls.certificate, first.key, in which are no certificates",
        "first.pem, first.pem, , caravan.tls.key, first.pem, in which is no private key: expected one in PEM",
        "first.pem, README.md, , caravan.tls.key, README.md, in which is no private key: expected one in PEM",
        "first.pem, third.key, , caravan.tls.key, third.key, whose key does not belong to the first certificate of",
        "first.pem, second.key, , caravan.tls.key, second.key, whose key does not belong to the first certificate of",
        "second.pem, first.key, , caravan.tls.key, first.key, whose key does not belong to the first certificate of",
        "first.pem, first.key, README.md, caravan.tls.client-authority, README.md, in which are no certificates"
    })
    void areNamedWhereTheyAreWrong(
            String certificate, String key, String authority, String property, String file, String what) {
        assertThatThrownBy(() -> TlsFiles.read(tls(certificate, key, authority)).context())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Property " + property + " is \"")
                .hasMessageContaining(file + "\", " + what);
    }

    @Test
    void areNoFolders() {
        assertThatThrownBy(() -> TlsFiles.read(new Tls(folder, TestKeys.file("first.key"), Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Property caravan.tls.certificate is \"")
                .hasMessageContaining("which can't be read");
    }

    @Test
    void areBothThereOrNeither() {
        Optional<String> file = Optional.of("a.pem");
        assertThat(Tls.of(Optional.empty(), Optional.empty(), Optional.empty())).isEmpty();
        assertThat(Tls.of(file, file, Optional.empty())).isPresent();
        assertThatThrownBy(() -> Tls.of(file, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Property caravan.tls.key is empty, and caravan.tls.certificate is \"a.pem\": expected the PEM"
                                + " file of the server's private key, or nothing in both");
        assertThatThrownBy(() -> Tls.of(Optional.empty(), file, Optional.empty()))
                .hasMessageStartingWith("Property caravan.tls.certificate is empty, and caravan.tls.key is");
        assertThatThrownBy(() -> Tls.of(Optional.empty(), Optional.empty(), file))
                .hasMessageStartingWith(
                        "Property caravan.tls.certificate is empty, and caravan.tls.client-authority is");
    }
}
