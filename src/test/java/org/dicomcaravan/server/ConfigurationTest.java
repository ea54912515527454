package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        write("application.properties", "a.b-c=one\nnumber=12\n");
        write("application-embedded.properties", "");
        write("application-google.properties", "a.b-c=two\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Configuration read(Map<String, String> environment) throws IOException {
        return Configuration.read(folder, environment::get);
    }

    @Test
    void profileBeatsApplicationAndEnvironmentBeatsProfile() throws IOException {
        assertThat(read(Map.of()).text("a.b-c")).isEqualTo("one");
        assertThat(read(Map.of("CARAVAN_PROFILE", "google")).text("a.b-c")).isEqualTo("two");
        assertThat(read(Map.of("CARAVAN_PROFILE", "google", "A_B_C", "three")).text("a.b-c"))
                .isEqualTo("three");
    }

    @Test
    void namesAMissingProfile() {
        assertThatThrownBy(() -> read(Map.of("CARAVAN_PROFILE", "moon")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("application-moon.properties");
        assertThatThrownBy(() -> read(Map.of("CARAVAN_PROFILE", "../x"))).hasMessageContaining("../x");
    }

    @Test
    void saysWhatANumberShouldBe() throws IOException {
        assertThat(read(Map.of()).number("number", 1, 12)).isEqualTo(12);
        assertThatThrownBy(() -> read(Map.of()).number("number", 1, 11))
                .hasMessageContaining("number")
                .hasMessageContaining("from 1 to 11");
        assertThatThrownBy(() -> read(Map.of()).number("a.b-c", 1, 11)).hasMessageContaining("\"one\"");
    }

    @Test
    void anEndpointIsTheUrlOfAServer() throws IOException {
        for (String name : List.of("caravan.gcs.endpoint", "caravan.bigquery.endpoint")) {
            write("application-google.properties", name + "=\n");
            assertThat(url(name, "")).isEmpty();
            assertThat(url(name, " ")).isEmpty();
            for (String url : List.of("http://127.0.0.1:4443", "https://storage.example.org", "http://[::1]:9050/")) {
                assertThat(url(name, url)).contains(URI.create(url));
            }
            for (String wrong : List.of(
                    "127.0.0.1:4443",
                    "localhost:9050",
                    "localhost",
                    "ftp://host",
                    "http://",
                    "http://host/storage/v1")) {
                assertThatThrownBy(() -> url(name, wrong))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Property " + name + " is \"" + wrong
                                + "\": expected http(s)://HOST[:PORT], or nothing");
            }
        }
    }

    private Optional<URI> url(String name, String value) throws IOException {
        return read(Map.of("CARAVAN_PROFILE", "google", Configuration.variable(name), value))
                .url(name);
    }

    @Test
    void putsTheDataFolderIntoSources() throws IOException {
        write("stores.properties", "projects/p/locations/l/datasets/d/dicomStores/s={data}/samples\n");
        assertThat(Configuration.stores(folder, Path.of("/x")))
                .containsExactly(Map.entry("projects/p/locations/l/datasets/d/dicomStores/s", "/x/samples"));
    }
}
