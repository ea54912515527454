package org.dicomcaravan.server.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A pipeline as a flowchart in Mermaid's language, for a page: routes, endpoints outside, and who sends to whom. */
public final class PipelineChart {

    private static final List<String> STYLES = List.of(
            "classDef added fill:#d3f9d8,stroke:#2b8a3e,color:#000",
            "classDef replacing fill:#fff3bf,stroke:#e67700,color:#000",
            "classDef outside fill:#f1f3f5,stroke:#868e96,color:#000",
            "classDef rule fill:#ffe3e3,stroke:#c92a2a,color:#000");

    /** Around a call these change what it means. */
    private static final Set<String> TELLING =
            Set.of("split", "loop", "multicast", "doCatch", "doFinally", "onFallback");

    private final Pipeline pipeline;
    private final Map<String, String> nodes = new LinkedHashMap<>();
    private final List<String> definitions = new ArrayList<>();
    private final Set<String> edges = new LinkedHashSet<>();

    private PipelineChart(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The text; nodes come before the edges between them. */
    public static String mermaid(Pipeline pipeline) {
        PipelineChart chart = new PipelineChart(pipeline);
        List<PipelineRoute> shown = pipeline.shown().stream()
                .filter(route -> !route.isConfiguration() || chart.callsAny(route))
                .toList();
        shown.forEach(chart::node);
        shown.forEach(chart::edges);
        List<String> lines = new ArrayList<>(List.of("flowchart TB"));
        Stream.of(STYLES, chart.definitions, List.copyOf(chart.edges))
                .flatMap(List::stream)
                .forEach(line -> lines.add("  " + line));
        return String.join("\n", lines) + "\n";
    }

    private boolean callsAny(PipelineRoute route) {
        return Pipeline.steps(route).anyMatch(step -> !pipeline.called(step).isEmpty());
    }

    private String node(PipelineRoute route) {
        String known = nodes.get(route.key());
        if (known != null) {
            return known;
        }
        String node = "r" + nodes.size();
        nodes.put(route.key(), node);
        String about = Stream.of(
                        route.addition().map(PipelineRoute.Addition::text).orElse(""),
                        route.source().origin() == RouteFile.Origin.OWN
                                ? ""
                                : route.source().file(),
                        route.description())
                .filter(text -> !text.isEmpty())
                .map(text -> "<br/>" + escaped(text))
                .reduce("", String::concat);
        String label = "\"<b>" + escaped(route.name()) + "</b>" + about + "\"";
        definitions.add(node + (route.isConfiguration() ? "{{" + label + "}}" : "[" + label + "]") + style(route));
        return node;
    }

    private static String style(PipelineRoute route) {
        if (route.isConfiguration()) {
            return ":::rule";
        }
        return switch (route.source().origin()) {
            case OWN -> "";
            case ADDED -> ":::added";
            case REPLACING -> ":::replacing";
        };
    }

    private String outside(String endpoint) {
        return nodes.computeIfAbsent("endpoint " + endpoint, key -> {
            String node = "e" + nodes.size();
            definitions.add(node + "([\"" + escaped(endpoint) + "\"]):::outside");
            return node;
        });
    }

    private void edges(PipelineRoute route) {
        String here = node(route);
        if (route.isConfiguration()) {
            pipeline.governed(route).forEach(governed -> edge(node(governed), "-.->", "fails", here));
        } else if (!route.isInside() && pipeline.callers(route).isEmpty()) {
            edge(outside(StepWords.endpoint(route.from())), "-->", "", here);
        }
        route.steps().forEach(step -> edges(here, step, ""));
    }

    private void edges(String from, PipelineStep step, String around) {
        String label = Stream.of(around, step.name().equals("to") ? "" : step.name())
                .filter(word -> !word.isEmpty())
                .reduce((outer, inner) -> outer + ", " + inner)
                .orElse("");
        List<PipelineRoute> called = pipeline.called(step);
        for (PipelineRoute route : called) {
            String point = route.addition().map(at -> "site:" + at.point()).orElse("");
            boolean queued = !route.isInside();
            String what = Optional.of(queued ? step.about() : point)
                    .filter(text -> !text.isEmpty())
                    .orElse(label);
            edge(from, queued || step.name().equals("wireTap") ? "-.->" : "-->", what, node(route));
        }
        if (called.isEmpty() && step.targets().stream().anyMatch(PipelineChart::leadsOut)) {
            edge(from, "-->", label, outside(step.about()));
        }
        String inside = TELLING.contains(step.name()) ? step.name() : around;
        step.steps().forEach(inner -> edges(from, inner, inside));
    }

    private static boolean leadsOut(String uri) {
        return !uri.startsWith("direct:") && !uri.startsWith("site:");
    }

    private void edge(String from, String line, String label, String to) {
        edges.add(from + " " + line + (label.isEmpty() ? "" : "|\"" + escaped(label) + "\"|") + " " + to);
    }

    /** Only letters, digits and what means nothing to Mermaid, Markdown or HTML; all else by its number. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || " .,-_/=:'!?+".indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('#').append(c).append(';');
            }
        });
        return escaped.toString();
    }
}
