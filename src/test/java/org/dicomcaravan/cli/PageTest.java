package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What counts as shown on a page: else a new command could be overlooked. */
class PageTest {

    private static Page page(String text) {
        return new Page(Path.of("a.md"), text);
    }

    @Test
    void commandsAreTheLinesOfBlocksWithoutLanguage() {
        Page page = page("""
                Text

                ```
                ./caravan serve   # goes on
                curl -X POST http://127.0.0.1/#a \\
                     -d '{"a": "b"}'

                # a comment
                cp a b
                ```

                ```sh
                make it
                ```

                  ```
                  indented, as in a list
                  ```
                """);
        assertThat(page.commands())
                .containsExactly(
                        "./caravan serve",
                        "curl -X POST http://127.0.0.1/#a -d '{\"a\": \"b\"}'",
                        "cp a b",
                        "make it",
                        "indented, as in a list");
    }

    @Test
    void commandsAreWordsInASentenceThatBeginWithAProgram() {
        Page page = page(
                "Say `./caravan codecs\n--markdown`, `CARAVAN_WORKERS=4 ./caravan serve`, `java -version`, `.ci/run`\n"
                        + "or `bench/copy`; `serve`, `cp -r`, `--server`, `routes/`, `javac` and `./` are none.");
        assertThat(page.commands())
                .containsExactly(
                        "./caravan codecs --markdown",
                        "CARAVAN_WORKERS=4 ./caravan serve",
                        "java -version",
                        ".ci/run",
                        "bench/copy");
    }

    @Test
    void otherLanguagesAreBlocksWithoutCommands() {
        Page page = page("```yaml\n- route: `java -version`\n```\n\n~~~properties\na=b\n~~~\n");
        assertThat(page.commands()).isEmpty();
        assertThat(page.blocks())
                .containsExactly(
                        new Page.Block("yaml", "- route: `java -version`\n"), new Page.Block("properties", "a=b\n"));
    }
}
