package org.dicomcaravan.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTreeTest {

    private static final String WORK = """
            - route:
                id: begin
                description: Something begins. It is not said how.
                from:
                  uri: timer:tick
                  steps:
                    - to: direct:far
                    - split:
                        expression:
                          simple:
                            expression: ${body}
                        steps:
                          - to:
                              uri: direct:near
                    - to:
                        uri: "{{caravan.queue.later.producer}}"
            - route:
                id: far
                from:
                  uri: direct:far
                  steps:
                    - to:
                        uri: direct:middle
            - route:
                id: middle
                from:
                  uri: direct:middle
                  steps:
                    - to:
                        uri: direct:near
            - route:
                id: near
                from:
                  uri: direct:near
                  steps:
                    - choice:
                        when:
                          - simple: ${header.CaravanKind} == 'object'
                            steps:
                              - bean:
                                  ref: deliveries
                                  method: address
                        otherwise:
                          steps:
                            - doTry:
                                steps:
                                  - to:
                                      uri: site:after-object
                                doCatch:
                                  - exception:
                                      - java.io.IOException
                                    steps:
                                      - stop: {}
            - route:
                id: later
                from:
                  uri: "{{caravan.queue.later.consumer}}"
                  steps:
                    - log: done
            """;

    private static String addition(String id, String parameters) {
        return """
                - route:
                    id: %s
                    from:
                      uri: site:after-object%s
                      steps:
                        - to:
                            uri: "ftp://me:secret@host/in?password=secret"
                """.formatted(id, parameters);
    }

    @TempDir
    private Path folder;

    /** Drawn by hand: near stands at its nearest call, and not at its first one. */
    @Test
    void routesStandAtTheirNearestCall() throws IOException {
        assertThat(new RouteSources(folder).with("work", WORK).tree()).containsExactly("""
                begin  from timer:tick
                Something begins.
                |- to -> far
                |  `- to -> middle
                |     `- to -> near  (see below)
                |- split body
                |  `- to -> near
                |     `- choice
                |        |- when CaravanKind == 'object'
                |        |  `- bean deliveries.address
                |        `- otherwise
                |           |- doTry
                |           |  `- to site:after-object
                |           `- doCatch IOException
                |              `- stop
                `- to queue later -> later  (see below)

                later  from queue later
                `- log done""".split("\n"));
    }

    @Test
    void additionsStandAtTheirPlaceInTheirOrder() throws IOException {
        List<String> tree = new RouteSources(folder)
                .with("work", WORK)
                .with("site/a", addition("second", "\n      parameters:\n        order: 20\n        onError: ignore"))
                .with("site/b", addition("third", "?order=30"))
                .with("site/c", addition("first", "?order=-1&onError=ignore"))
                .tree();
        assertThat(tree)
                .containsSubsequence(
                        "  |           |  `- to site:after-object",
                        "+ |           |     |- -> first  site/c.camel.yaml",
                        "+ |           |     |  order -1, onError ignore",
                        "+ |           |     |  `- to ftp://me:xxxxxx@host/in",
                        "+ |           |     |- -> second  site/a.camel.yaml",
                        "+ |           |     |  order 20, onError ignore",
                        "+ |           |     `- -> third  site/b.camel.yaml",
                        "+ |           |        order 30, onError fail",
                        "  |           `- doCatch IOException");
        assertThat(tree).last().asString().startsWith("+ added by the site");
        assertThat(String.join("\n", tree)).doesNotContain("secret");
    }

    @Test
    void whatTakesThePlaceOfARouteIsMarked() throws IOException {
        List<String> tree = new RouteSources(folder)
                .with("work", WORK)
                .with(
                        "site/replace/mine",
                        "- route:\n    id: far\n    from: {uri: 'direct:far', steps: [{stop: {}}]}\n")
                .tree();
        assertThat(tree)
                .containsSubsequence("~ |- to -> far  site/replace/mine.camel.yaml", "~ |  `- stop", "  |- split body")
                .noneMatch(line -> line.contains("-> near  (see below)"))
                .containsSubsequence("  Called by no route:", "  middle  from direct:middle");
    }

    @Test
    void eachShippedRouteStandsThereOnce() throws IOException {
        Path routes = folder;
        List<String> plain = RouteSources.shipped(routes).tree();
        List<String> customised = new RouteSources(routes)
                .customised("", "site")
                .with("site/replace/x", addition("deliver-row", "").replace("site:after-object", "direct:deliver-row"))
                .tree();
        for (List<String> tree : List.of(plain, customised)) {
            assertThat(tree.stream().flatMap(PipelineTreeTest::defined))
                    .containsOnlyOnceElementsOf(RouteSources.shippedIds());
            assertThat(tree).noneMatch(line -> line.contains("Called by no route"));
        }
        assertThat(RouteSources.shippedIds()).hasSizeGreaterThan(15);
        assertThat(customised.stream().flatMap(PipelineTreeTest::defined))
                .containsSubsequence("watermark", "throttle", "json-lines", "second-copy");
    }

    /** Ids at roots and calls, but for mere mentions. */
    private static Stream<String> defined(String line) {
        if (line.contains("(see ")) {
            return Stream.of();
        }
        String id = line.contains(" -> ") || line.contains("- -> ")
                ? line.replaceFirst(".*-> (\\S+).*", "$1")
                : line.matches("[+~ ]* ?\\S+  from .*") ? line.replaceFirst("^[+~ ]* ?(\\S+)  from .*", "$1") : "";
        return Stream.of(id).filter(found -> !found.isEmpty());
    }

    @Test
    void stagesAreWhereTheProgramChoosesOne() throws IOException {
        assertThat(RouteSources.shipped(folder).tree())
                .containsSubsequence(
                        "         |  |  `- toD direct:${CaravanStage}",
                        "         |  |     |- -> load-table",
                        "         |  |     |- -> write-parquet",
                        "         |  |     `- -> take-back");
    }

    @Test
    void oneRouteIsShownWithItsCallers() throws IOException {
        Pipeline pipeline = new RouteSources(folder).with("work", WORK).pipeline();
        assertThat(PipelineTree.lines(pipeline.only("middle"), PipelineTree.Drawing.BOX))
                .startsWith("middle  from direct:middle", "called by far", "└─ to → near", "   └─ choice")
                .noneMatch(line -> line.contains("begin"));
        assertThat(pipeline.only("begin").order().roots()).hasSize(1);
    }

    /** A terminal takes ESC, and CSI in one character, as a command; the other turns the direction of writing. */
    @Test
    void nothingInAFileReachesTheTerminal() throws IOException {
        String bad = "a\\e[2J\\x9b31mb\\u202ec";
        RouteSources sources =
                new RouteSources(folder).with("bad", """
                        - route:
                            id: "i%1$s"
                            description: "d%1$s"
                            from:
                              uri: "timer:%1$s"
                              steps:
                                - "n%1$s": "v%1$s"
                                - bean: {ref: "%1$s", method: "%1$s"}
                                - to: "file:%1$s"
                                - setHeader: {name: "%1$s", constant: "%1$s"}
                        """.formatted(bad)).with("worse", "- route: \"\u0007\u001b[2J");
        Pipeline pipeline = sources.pipeline();
        String all = String.join(
                "\n",
                String.join("\n", sources.tree()),
                PipelineChart.mermaid(pipeline),
                PipelineData.of(pipeline).toString(),
                String.join("\n", pipeline.unread()));
        assertThat(all.codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        assertThat(pipeline.unread()).hasSize(1);
        assertThat(sources.tree()).first().asString().startsWith("ia\\u001B[2J\\u009B31mb\\u202Ec  from timer:");
    }

    @Test
    void faultsAreShownAsFarAsTheyCanBe() throws IOException {
        assertThat(new RouteSources(folder)
                        .with("a", "- route:\n    id: lost\n    from:\n      urri: direct:a\n      steps: 5\n- 7\n")
                        .with(
                                "b",
                                "- from:\n    uri: direct:me\n    steps:\n    - to: direct:me\n    - to: direct:nobody\n")
                        .with("c", """
                                - route:
                                    id: twice
                                    from: {uri: 'timer:x', steps: [{to: }, {choice: 3}, 4]}
                                - route:
                                    id: twice
                                    from: 'timer:x'
                                """)
                        .tree())
                .containsSubsequence("lost  from ?", "twice  from timer:x", "|- to", "`- choice 3")
                .containsSubsequence(
                        "Called by no route:", "|- to direct:me -> (no id, " + folder + "/b.camel.yaml:1)  (see above)")
                .contains("`- to direct:nobody");
    }

    @Test
    void whatAHeaderKeepsSecretIsNotShown() throws IOException {
        assertThat(new RouteSources(folder).with("a", """
                                - route:
                                    id: a
                                    from:
                                      uri: timer:a
                                      steps:
                                        - setHeader: {name: Authorization, constant: Bearer abc}
                                        - setHeader: {name: Accept, constant: text/plain}
                                """).tree())
                .contains("|- setHeader Authorization = ...", "`- setHeader Accept = text/plain");
    }
}
