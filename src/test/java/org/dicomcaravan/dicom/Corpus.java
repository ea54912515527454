package org.dicomcaravan.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The folder of real DICOM files that some checkouts have beside them. */
public final class Corpus {

    private Corpus() {}

    /** The folder; the test is skipped where there is none. */
    public static Path folder() {
        String named = Optional.ofNullable(System.getProperty("CARAVAN_CORPUS"))
                .or(() -> Optional.ofNullable(System.getenv("CARAVAN_CORPUS")))
                .orElse("../shared/corpus");
        Path folder = Path.of(named);
        Assumptions.assumeTrue(
                Files.isRegularFile(folder.resolve("index.csv")),
                () -> "no corpus at " + folder.toAbsolutePath() + "; set CARAVAN_CORPUS to its folder");
        assertThat(folder).isDirectory();
        return folder;
    }

    /**
     * A file of the index.
     *
     * @param file its path in the folder
     * @param syntax UID of its transfer syntax
     * @param sha256 the hash of its samples; empty where no tool decodes them
     * @param agreed the tools that decode the same, with {@code +} between them
     */
    public record Indexed(String file, String syntax, String sha256, String agreed) {

        /** Whether two tools or more decode the same samples. */
        public boolean isAgreed() {
            return agreed.contains("+");
        }
    }

    /** All files of the index; the test is skipped where there is none. */
    public static List<Indexed> index() throws IOException {
        List<String> lines = Files.readAllLines(folder().resolve("index.csv"));
        int syntax = List.of(lines.get(0).split(",")).indexOf("ts");
        // A quoted note shifts cells, but only behind the syntax; the last four are counted from the end.
        return lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Indexed(cells[0], cells[syntax], cells[cells.length - 4], cells[cells.length - 2]))
                .toList();
    }
}
