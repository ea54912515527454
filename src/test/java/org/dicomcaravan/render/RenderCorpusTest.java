package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real files, and small ones for every branch, against renderings in exact arithmetic by another program. */
class RenderCorpusTest {

    @EachCorpus
    void everyFrameIsExact(Corpus corpus) throws IOException {
        Expectations expectations = new Expectations(corpus.folder(), "render.csv");
        assertThat(expectations.differences()).isEmpty();
        assertThat(expectations.frames()).isGreaterThan(100);
    }

    /** Those that come with the project, and those that CARAVAN_FIXTURES names. */
    static Stream<Path> fixtures() {
        Optional<Path> named =
                Optional.ofNullable(System.getenv("CARAVAN_FIXTURES")).map(Path::of);
        return Stream.concat(Stream.of(Path.of("src/test/resources/fixtures")), named.stream());
    }

    @Tag("environment")
    @ParameterizedTest
    @MethodSource("fixtures")
    void everyFixtureIsExact(Path folder) throws IOException {
        Expectations expectations = new Expectations(folder, "expected.csv");
        assertThat(expectations.differences()).isEmpty();
        assertThat(expectations.frames()).isGreaterThan(50);
    }
}
