package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where stores come from, by what their sources look like. */
class StoreSourcesTest {

    private static final String NAME = "projects/p/locations/l/datasets/d/dicomStores/s";

    @TempDir
    private Path folder;

    /** Another kind of source, which is a class and a line. */
    private record Shelf(Path folder) implements StoreFactory {

        @Override
        public String scheme() {
            return "shelf";
        }

        @Override
        public String form() {
            return "shelf://NUMBER";
        }

        @Override
        public DicomStore open(String url) {
            if (!url.matches("(?i)shelf://[0-9]+")) {
                throw new IllegalArgumentException("expected a number");
            }
            return new DirectoryStore(folder.resolve(url.substring(8)));
        }
    }

    private ConfiguredStores stores(String source) throws IOException {
        return ConfiguredStores.of(Map.of(NAME, source), new StoreSources(List.of(new Shelf(folder))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shelf://7", "SHELF://7"})
    void aSchemeIsItsFactorys(String source) throws IOException {
        assertThat(stores(source).find(NAME)).hasToString("Optional[" + folder.resolve("7") + "]");
    }

    @Test
    void aPathIsAFolder() throws IOException {
        assertThat(stores(folder.toString()).find(NAME)).hasToString("Optional[" + folder + "]");
        assertThat(stores("a:b/c").find(NAME).orElseThrow().toString()).endsWith("a:b/c");
    }

    /** It would be a folder that is not there, next to wherever the server was started. */
    @ParameterizedTest
    @ValueSource(strings = {"shelf:/7", "shelf:7", "SHELF:/7", "shelf:"})
    void aKnownSchemeWithoutItsSlashesIsNoFolder(String source) throws IOException {
        assertThatThrownBy(() -> stores(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Store " + NAME + " can't have the source \"" + source
                        + "\": expected shelf://NUMBER, or ./ before it where it is the path of a folder");
        assertThat(stores("./" + source).find(NAME).orElseThrow().toString()).endsWith(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/x", "http://host/x", "g.s+x-1://x", " ", "x://"})
    void whatIsOfNoKnownKindIsRefusedWithThoseThatAre(String source) {
        assertThatThrownBy(() -> stores(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Store " + NAME + " can't have the source \"" + source
                        + "\": expected the path of a folder, or shelf://NUMBER");
    }

    /** For the log: as they were given, and not what they were made into. */
    @Test
    void sourcesAreKeptAsTheyWereGiven() throws IOException {
        assertThat(stores("a/../b").sources()).isEqualTo(Map.of(NAME, "a/../b"));
    }

    @Test
    void whatToDoDependsOnTheKind() {
        assertThat(new DirectoryStore(folder).remedy()).contains("mount it");
        assertThat(DirectoryStore.ofBucket(folder).remedy()).isEqualTo("create it, or correct where it lies");
    }

    @Test
    void whatAFactoryRefusesIsSaidOfItsStore() {
        assertThatThrownBy(() -> stores("shelf://seven"))
                .hasMessage("Store " + NAME + " can't have the source \"shelf://seven\": expected a number");
    }
}
