package org.dicomcaravan.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineChartTest {

    /** What may stand between quotes: nothing that ends them, and of HTML what we mean. */
    private static final String LABEL = "\"(?:[^\"\\[\\](){}<>|`\\\\;#]|#\\d+;|<b>|</b>|<br/>)*\"";

    private static final Pattern NODE = Pattern.compile(
            "  (\\w+)(?:\\[" + LABEL + "]|\\(\\[" + LABEL + "]\\)|\\{\\{" + LABEL + "}})(?::::(\\w+))?");
    private static final Pattern EDGE = Pattern.compile("  (\\w+) (?:-->|-\\.->)(?:\\|" + LABEL + "\\|)? (\\w+)");
    private static final Pattern STYLE = Pattern.compile("  classDef (\\w+) [\\w:#,]+");

    @TempDir
    private Path folder;

    /** Reads a flowchart, and returns its edges; what is not understood fails. */
    private static List<String> edges(String chart) {
        List<String> lines = chart.lines().toList();
        assertThat(lines).first().isEqualTo("flowchart TB");
        Set<String> known = new HashSet<>();
        List<String> edges = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher style = STYLE.matcher(line);
            Matcher node = NODE.matcher(line);
            Matcher edge = EDGE.matcher(line);
            if (style.matches()) {
                known.add("style " + style.group(1));
            } else if (node.matches()) {
                assertThat(known.add(node.group(1))).as("twice: " + line).isTrue();
                assertThat(node.group(2) == null || known.contains("style " + node.group(2)))
                        .as(line)
                        .isTrue();
            } else {
                assertThat(edge.matches()).as("not understood: " + line).isTrue();
                assertThat(known).as(line).contains(edge.group(1), edge.group(2));
                edges.add(line.strip());
            }
        }
        return edges;
    }

    /** The name by which a chart has a route. */
    private static String node(String chart, String id) {
        return chart.lines()
                .filter(line -> line.contains("[\"<b>" + id + "</b>"))
                .map(line -> line.strip().replaceFirst("\\[.*", ""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theShippedPipelineIsAChart() throws IOException {
        String chart = PipelineChart.mermaid(RouteSources.shipped(folder).pipeline());
        assertThat(edges(chart))
                .contains(
                        node(chart, "http-gateway") + " -.->|\"wireTap\"| " + node(chart, "accept-export"),
                        node(chart, "queue-export") + " -.->|\"queue exports\"| " + node(chart, "plan-export"),
                        node(chart, "queue-batch") + " -.->|\"queue batches\"| " + node(chart, "export-batch"),
                        node(chart, "export-batch") + " -->|\"split\"| " + node(chart, "export-instance"),
                        node(chart, "export-instance") + " -->|\"doCatch\"| " + node(chart, "fail-instance"),
                        node(chart, "deliver") + " --> " + node(chart, "deliver-object"));
        for (String id : RouteSources.shippedIds()) {
            assertThat(node(chart, id)).isNotEmpty();
        }
    }

    @Test
    void allCustomisationsAreInTheirStyle() throws IOException {
        String chart = PipelineChart.mermaid(RouteSources.shipped(folder)
                .customised("", "site")
                .with("site/replace/mine", "- route: {id: deliver-row, from: {uri: 'direct:deliver-row', steps: []}}")
                .pipeline());
        assertThat(edges(chart))
                .contains(node(chart, "deliver") + " -->|\"site:before-object\"| " + node(chart, "watermark"));
        assertThat(chart.lines().filter(line -> line.endsWith("]:::added"))).hasSize(6);
        assertThat(chart.lines().filter(line -> line.endsWith("]:::replacing"))).hasSize(1);
    }

    @Test
    void oddCharactersAreNumbers() throws IOException {
        String chart =
                PipelineChart.mermaid(new RouteSources(folder).with("odd", """
                        - route:
                            id: 'a"]; click [b] <script> | `c` #35; end %% ü'
                            description: 'Says "hello" to {{you}} \\ & (me) $$x$$'
                            from:
                              uri: 'timer:"x"'
                              steps:
                                - toD: 'mock:"|x|]'
                                - split:
                                    simple: ${body}
                                    steps: [{to: 'mock:y'}]
                        """).pipeline());
        assertThat(edges(chart)).hasSize(3);
        assertThat(chart)
                .contains(
                        "<b>a#34;#93;#59; click #91;b#93; #60;script#62; #124; #96;c#96; #35;35#59; end #37;#37; ü</b>")
                .contains("Says #34;hello#34; to #123;#123;you#125;#125; #92; #38; #40;me#41; #36;#36;x#36;#36;");
    }

    @Test
    void oneRouteIsAChartOfWhatItCalls() throws IOException {
        Pipeline pipeline = RouteSources.shipped(folder).pipeline();
        for (String id : pipeline.ids()) {
            assertThat(edges(PipelineChart.mermaid(pipeline.only(id)))).as(id).isNotNull();
        }
        assertThat(edges(PipelineChart.mermaid(pipeline.only("queue-export")))).hasSize(1);
    }
}
