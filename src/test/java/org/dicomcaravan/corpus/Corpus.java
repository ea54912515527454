package org.dicomcaravan.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real DICOM files and codestreams, with what other programs make of them. A small corpus comes with the project; a
 * folder of the same layout that CARAVAN_CORPUS names, with many more of them, is looked at as well.
 *
 * @param name for the names of tests
 * @param folder with {@code index.csv}, {@code render.csv}, and the files that they name
 */
public record Corpus(String name, Path folder) {

    /** The one that comes with the project. */
    public static final Corpus OWN = new Corpus("the project's own files", Path.of("src/test/resources/corpus"));

    /** All that there are. */
    public static Stream<Corpus> all() {
        String named = System.getenv("CARAVAN_CORPUS");
        if (named == null) {
            return Stream.of(OWN);
        }
        Path folder = Path.of(named);
        assertThat(folder.resolve("index.csv")).as("CARAVAN_CORPUS").isRegularFile();
        return Stream.of(OWN, new Corpus(folder.toString(), folder));
    }

    /** A file of it. */
    public Path file(String path) {
        return folder.resolve(path);
    }

    /** Whether a file is one of its; of what is not the project's own, each is to be there. */
    public boolean has(String path) {
        return !equals(OWN) || Files.isRegularFile(file(path));
    }

    /**
     * A DICOM file of the index.
     *
     * @param path where it is in the folder
     * @param syntax UID of its transfer syntax
     * @param sha256 the hash of its samples; empty where no program decodes them
     * @param agreed the programs that decode the same, with {@code +} between them
     */
    public record Indexed(String path, String syntax, String sha256, String agreed) {

        /** Whether two programs or more decode the same samples. */
        public boolean isAgreed() {
            return agreed.contains("+");
        }
    }

    /** All DICOM files of the index. */
    public List<Indexed> index() throws IOException {
        return CsvFile.rows(file("index.csv")).stream().map(Corpus::indexed).toList();
    }

    private static Indexed indexed(Map<String, String> row) {
        return new Indexed(row.get("file"), row.get("ts"), row.get("raw_sha256"), row.get("raw_agree"));
    }

    /** All files, whatever they are, but for those beside the index, which describe the others. */
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getParent().equals(folder))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
