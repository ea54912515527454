package org.dicomcaravan.server.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.server.routes.RouteDifference.State;
import org.dicomcaravan.server.routes.RouteFile.Origin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of a pipeline of two routes, and what a site makes of them. */
class RouteReviewTest {

    private static final String A = """
            - route:
                id: a
                from:
                  uri: direct:a
                  steps:
                    - log: "one"
            """;
    private static final String B = A.replace("id: a", "id: b").replace("direct:a", "direct:b");

    private static final ShippedRoutes FIRST = shipped("1.0", A + "\n# Of b.\n" + B);
    private static final ShippedRoutes SECOND = shipped("2.0", A.replace("one", "two") + "\n" + B);

    @TempDir
    Path folder;

    private static ShippedRoutes shipped(String version, String text) {
        return new ShippedRoutes(version, List.of(RouteFile.of(Path.of("all.camel.yaml"), Origin.OWN, text)));
    }

    @BeforeEach
    void fill() throws IOException {
        pipeline(FIRST);
    }

    private void pipeline(ShippedRoutes version) throws IOException {
        Files.writeString(
                folder.resolve("all.camel.yaml"), version.files().get(0).text());
    }

    private RouteSet routes() throws IOException {
        return RouteSet.read(RouteFolders.of(folder));
    }

    private Path copy(String id) throws IOException {
        return new Replacements(routes(), FIRST).make(id, folder.resolve("site/replace"));
    }

    private static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private List<RouteDifference> against(ShippedRoutes version) throws IOException {
        return new RouteReview(routes(), version).differences();
    }

    @Test
    void withNothingReplacedThereIsNothingToTell() throws IOException {
        assertThat(against(FIRST)).isEmpty();
        assertThat(new RouteReview(routes(), FIRST).outdated()).isEmpty();
    }

    /** The digest is what sha256sum says of the lines of the route. */
    @Test
    void aCopySaysWhatItIsTakenFrom() throws IOException {
        Path file = copy("a");
        assertThat(file).hasFileName("a.camel.yaml").hasContent("""
                # Taken from a of version 1.0, SHA-256 8b204789170ab93a3014dd23dc2ea1e1de59b2b0ebf5892beb48552ef0a612da
                """ + A);
        assertThat(against(FIRST)).singleElement().satisfies(same -> {
            assertThat(same.state()).isEqualTo(State.SAME);
            assertThat(same.diff()).isEmpty();
        });
    }

    @Test
    void howLinesEndMakesNoDifference() {
        String windows = A.replace("\n", "  \r\n") + "\r\n\r\n";
        ShippedRoutes other = shipped("1.0", windows + "# Of b.\r\n" + B);
        assertThat(other.origin("a")).isEqualTo(FIRST.origin("a")).isPresent();
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path file = copy("a");
        assertThatThrownBy(() -> copy("a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is replaced already, by " + file + ":3");
        edit(file, "id: a", "id: c");
        assertThatThrownBy(() -> copy("a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is there already");
    }

    @Test
    void aRouteChangedOnPurposeNeedsNoReview() throws IOException {
        Path file = copy("a");
        edit(file, "one", "mine");
        assertThat(against(FIRST)).singleElement().satisfies(found -> {
            assertThat(found.state()).isEqualTo(State.ON_PURPOSE);
            assertThat(found.state().needsReview()).isFalse();
            assertThat(found.sentence()).isEqualTo("a, in " + file + ": taken from this version's.");
            assertThat(found.diff()).isEqualTo("""
                    --- a of version 1.0
                    +++ %s
                    @@ -3,4 +3,4 @@
                         from:
                           uri: direct:a
                           steps:
                    -        - log: "one"
                    +        - log: "mine"
                    """.formatted(file));
        });
        assertThat(new RouteReview(routes(), FIRST).outdated()).isEmpty();
    }

    @Test
    void whatTheNextVersionChangedIsTold() throws IOException {
        Path file = copy("a");
        edit(file, "one", "mine");
        Path other = copy("b");
        edit(other, "one", "mine, too");
        pipeline(SECOND);
        List<RouteDifference> found = against(SECOND);
        assertThat(found).extracting(RouteDifference::state).containsExactly(State.OUTDATED, State.ON_PURPOSE);
        assertThat(found.get(0).sentence())
                .contains("taken from version 1.0, and version 2.0 has another")
                .contains("What this version changed in it is not in yours: look at each - line.");
        assertThat(found.get(0).diff()).contains("\n-        - log: \"two\"\n+        - log: \"mine\"\n");
        assertThat(found.get(0).changedSince()).contains(true);
        assertThat(new RouteReview(routes(), SECOND).outdated())
                .containsExactly(file + ": route a was taken from version 1.0, and this version has another;"
                        + " `caravan routes diff` shows what changed");
    }

    @Test
    void whatIsAcceptedIsTakenFromThisVersion() throws IOException {
        Path file = copy("a");
        edit(file, "one", "mine");
        edit(file, "\n", "\r\n");
        String before = Files.readString(file);
        pipeline(SECOND);
        assertThat(new Replacements(routes(), SECOND).accept("a")).isEqualTo(file);
        assertThat(against(SECOND)).extracting(RouteDifference::state).containsExactly(State.ON_PURPOSE);
        assertThat(Files.readString(file))
                .isEqualTo(before.replace(
                        "1.0, SHA-256 8b204789170ab93a3014dd23dc2ea1e1de59b2b0ebf5892beb48552ef0a612da",
                        "2.0, SHA-256 08d9f05ad7dedfbc278107d663a1a816b674621b165ec40fe1c77931564f28b2"));
    }

    @Test
    void aRouteOfUnknownOriginIsTakenFromThisVersionOnceItIsAccepted() throws IOException {
        Path file = Files.createDirectories(folder.resolve("site/replace")).resolve("own.camel.yaml");
        Files.writeString(file, "# Ours.\n" + A.replace("one", "mine") + "# And b.\n" + B.replace("one", "mine"));
        assertThat(against(FIRST)).hasSize(2).allSatisfy(found -> {
            assertThat(found.state()).isEqualTo(State.UNKNOWN);
            assertThat(found.state().needsReview()).isTrue();
            assertThat(found.changedSince()).isEmpty();
        });
        new Replacements(routes(), FIRST).accept("b");
        assertThat(against(FIRST)).extracting(RouteDifference::state).containsExactly(State.UNKNOWN, State.ON_PURPOSE);
        assertThat(Files.readString(file))
                .startsWith("# Taken from b of version 1.0, ")
                .contains("\n# Ours.\n");
    }

    @Test
    void aRouteThatThisVersionHasNotIsTold() throws IOException {
        Path file = copy("b");
        ShippedRoutes without = shipped("3.0", A);
        pipeline(without);
        assertThat(against(without)).singleElement().satisfies(found -> {
            assertThat(found.state()).isEqualTo(State.GONE);
            assertThat(found.takenFrom()).isEqualTo(Optional.of("1.0"));
            assertThat(found.diff()).startsWith("--- /dev/null\n+++ " + file + "\n@@ -0,0 +1,6 @@\n+- route:\n");
        });
        assertThatThrownBy(() -> new Replacements(routes(), without).accept("b"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Version 3.0 has no route b");
    }

    @Test
    void filesOfThePipelineThatAreNotThisVersionsAreTold() throws IOException {
        edit(folder.resolve("all.camel.yaml"), "# Of b.", "# Of B.");
        Files.writeString(folder.resolve("more.camel.yaml"), "# nothing\n");
        assertThat(against(FIRST)).extracting(RouteDifference::state).containsExactly(State.EDITED, State.ADDED);
        assertThat(against(FIRST).get(0).diff()).contains("\n-# Of b.\n+# Of B.\n");
        Files.delete(folder.resolve("all.camel.yaml"));
        List<RouteDifference> found = against(shipped("1.0", "# one\n# two\n"));
        assertThat(found).extracting(RouteDifference::state).containsExactly(State.MISSING, State.ADDED);
        assertThat(found.get(0).diff())
                .isEqualTo("--- all.camel.yaml of version 1.0\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-# one\n-# two\n");
    }

    @Test
    void aFileThatIsNoYamlIsNamed() throws IOException {
        Files.writeString(folder.resolve("all.camel.yaml"), "- route: [\n");
        RouteSet routes = routes();
        assertThatThrownBy(() -> RouteReview.of(routes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("all.camel.yaml:");
    }

    @Test
    void theJarHasTheRoutesOfTheProject() throws IOException {
        List<RouteFile> files = ShippedRoutes.read().files();
        assertThat(files)
                .extracting(RouteFile::name)
                .containsExactlyElementsOf(RouteSet.list(Path.of("routes")).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        for (RouteFile file : files) {
            assertThat(Path.of("routes").resolve(file.name())).hasContent(file.text());
        }
    }
}
