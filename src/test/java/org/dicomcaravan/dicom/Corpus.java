package org.dicomcaravan.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The folder of real DICOM files that some checkouts have beside them. */
final class Corpus {

    private Corpus() {}

    /** The folder; the test is skipped where there is none. */
    static Path folder() {
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
}
