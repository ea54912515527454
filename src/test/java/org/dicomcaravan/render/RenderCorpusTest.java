package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real files, and small ones for every branch, against renderings in exact arithmetic by another program. */
class RenderCorpusTest {

    @Test
    void everyFrameOfTheCorpusIsExact() throws IOException {
        Path corpus = Path.of(System.getenv().getOrDefault("CARAVAN_CORPUS", "../shared/corpus"));
        assumeTrue(Files.exists(corpus.resolve("render.csv")), "no corpus; set CARAVAN_CORPUS to its folder");
        Expectations expectations = new Expectations(corpus, "render.csv");
        assertThat(expectations.differences()).isEmpty();
        assertThat(expectations.frames()).isGreaterThan(200);
    }

    @Test
    void everyFixtureIsExact() throws IOException {
        Path fixtures = Path.of(System.getenv().getOrDefault("CARAVAN_FIXTURES", "target/fixtures"));
        assumeTrue(
                Files.exists(fixtures.resolve("expected.csv")),
                "no fixtures; set CARAVAN_FIXTURES to a folder with files and expected.csv");
        Expectations expectations = new Expectations(fixtures, "expected.csv");
        assertThat(expectations.differences()).isEmpty();
        assertThat(expectations.frames()).isGreaterThan(50);
    }
}
