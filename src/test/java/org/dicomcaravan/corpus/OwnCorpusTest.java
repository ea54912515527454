package org.dicomcaravan.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that come with the project: each is told what it is there for and whose it is, and they are few. */
class OwnCorpusTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final long MOST = 10 << 20;

    @Test
    void eachFileShowsSomething() throws IOException {
        assertThat(CsvFile.rows(Corpus.OWN.file("index.csv"))).allSatisfy(row -> {
            assertThat(Corpus.OWN.file(row.get("file"))).isRegularFile().hasSize(Long.parseLong(row.get("size")));
            assertThat(row.get("shows")).as(row.get("file")).isNotBlank();
        });
        List<Path> indexed = Corpus.OWN.index().stream()
                .map(file -> Corpus.OWN.file(file.path()))
                .toList();
        assertThat(Corpus.OWN.files().stream().filter(file -> !file.toString().contains("codestreams")))
                .containsExactlyInAnyOrderElementsOf(indexed);
    }

    @Test
    void eachFolderHasItsLicence() throws IOException {
        String licences = Files.readString(Corpus.OWN.file("README.md"));
        for (Path file : Corpus.OWN.files()) {
            Path folder = Corpus.OWN.folder().relativize(file);
            String source = folder.startsWith("codestreams")
                    ? folder.subpath(0, 2).toString()
                    : folder.getName(0).toString();
            assertThat(licences).contains("| `" + source + "` |");
        }
    }

    @Test
    void theyAreFewerThanTenMegabytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(MOST);
    }
}
