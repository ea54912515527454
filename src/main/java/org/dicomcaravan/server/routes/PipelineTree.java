package org.dicomcaravan.server.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.server.routes.PipelineOrder.Beginning;
import org.dicomcaravan.server.routes.TreeLines.Node;

/** A pipeline in lines for a terminal: a route stands below its first call, with its steps in their order. Not thread-safe. */
public final class PipelineTree {

    private static final char ADDED = '+';
    private static final char REPLACING = '~';

    private final Pipeline pipeline;
    private final Drawing drawing;
    private final Set<String> shown = new HashSet<>();

    /** What lines are drawn of: those to a node and past it, three characters each, and an arrow. */
    public enum Drawing {
        /** Lines as a box has them. */
        BOX("├─ ", "└─ ", "│  ", "→"),
        /** For a terminal that has no others. */
        ASCII("|- ", "`- ", "|  ", "->");

        private final String branch;
        private final String last;
        private final String bar;
        private final String arrow;

        Drawing(String branch, String last, String bar, String arrow) {
            this.branch = branch;
            this.last = last;
            this.bar = bar;
            this.arrow = arrow;
        }

        String branch() {
            return branch;
        }

        String last() {
            return last;
        }

        String bar() {
            return bar;
        }

        String gap() {
            return "   ";
        }
    }

    private PipelineTree(Pipeline pipeline, Drawing drawing) {
        this.pipeline = pipeline;
        this.drawing = drawing;
    }

    /** The lines, as long as they are. What is the site's has {@code +} or {@code ~} in the margin, told at the end. */
    public static List<String> lines(Pipeline pipeline, Drawing drawing) {
        PipelineTree tree = new PipelineTree(pipeline, drawing);
        List<PipelineOrder.Root> roots = pipeline.order().roots();
        List<Node> nodes = roots.stream().map(tree::root).toList();
        boolean margin = nodes.stream().anyMatch(Node::isMarked);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Beginning beginning = roots.get(i).beginning();
            if (i > 0) {
                lines.add("");
            }
            if (i == 0 || beginning != roots.get(i - 1).beginning()) {
                heading(beginning).ifPresent(heading -> lines.addAll(List.of((margin ? "  " : "") + heading, "")));
            }
            lines.addAll(TreeLines.draw(nodes.get(i), drawing, margin));
        }
        if (margin) {
            lines.add("");
            lines.add(ADDED + " added by the site   " + REPLACING + " in place of a route of the pipeline");
        }
        return lines;
    }

    private static Optional<String> heading(Beginning beginning) {
        return switch (beginning) {
            case FAILURE -> Optional.of("When a route fails:");
            case NONE -> Optional.of("Called by no route:");
            case OUTSIDE, ASKED -> Optional.empty();
        };
    }

    private Node root(PipelineOrder.Root root) {
        PipelineRoute route = root.route();
        if (!route.isConfiguration()) {
            return route(route, route.name() + "  from " + StepWords.endpoint(route.from()));
        }
        String id = route.id().isEmpty() ? "routeConfiguration" : "routeConfiguration " + route.id();
        return route(route, id + of(pipeline.governed(route), "  of "));
    }

    private static String of(List<PipelineRoute> routes, String word) {
        return routes.isEmpty()
                ? ""
                : word + routes.stream().map(PipelineRoute::name).distinct().collect(Collectors.joining(", "));
    }

    /** A route with its steps. */
    private Node route(PipelineRoute route, String title) {
        shown.add(route.key());
        String file = route.source().origin() == RouteFile.Origin.OWN
                ? ""
                : "  " + route.source().file();
        List<String> text = Stream.of(title + file, says(route), callers(route), route.description())
                .filter(line -> !line.isEmpty())
                .toList();
        return new Node(mark(route), text, steps(route.steps(), route));
    }

    /** Who calls a route that is shown alone. */
    private String callers(PipelineRoute route) {
        boolean asked = pipeline.order().roots().stream()
                .anyMatch(root -> root.beginning() == Beginning.ASKED
                        && root.route().key().equals(route.key()));
        return asked ? of(pipeline.callers(route), "called by ") : "";
    }

    /** What a site's route says of its place and its failures. */
    private static String says(PipelineRoute route) {
        String rule = route.rule().isEmpty() ? "" : ", routeConfiguration " + route.rule();
        return route.addition().map(at -> at.text() + rule).orElse("");
    }

    private static char mark(PipelineRoute route) {
        return switch (route.source().origin()) {
            case OWN -> TreeLines.PLAIN;
            case ADDED -> ADDED;
            case REPLACING -> REPLACING;
        };
    }

    private List<Node> steps(List<PipelineStep> steps, PipelineRoute of) {
        return steps.stream().map(step -> step(step, of)).toList();
    }

    private Node step(PipelineStep step, PipelineRoute of) {
        List<PipelineRoute> called = pipeline.called(step);
        boolean onlyCalls = called.size() == 1
                && step.steps().isEmpty()
                && called.get(0).addition().isEmpty();
        if (onlyCalls) {
            boolean sameName = step.about().equals("direct:" + called.get(0).id());
            return call(called.get(0), (sameName ? step.name() : step.text()) + " ", of);
        }
        List<Node> inner = new ArrayList<>();
        called.forEach(route -> inner.add(call(route, "", of)));
        inner.addAll(steps(step.steps(), of));
        return new Node(mark(of), List.of(step.text()), inner);
    }

    /** What is called, where this is its place; else its name alone. */
    private Node call(PipelineRoute route, String by, PipelineRoute of) {
        String title = by + drawing.arrow + " " + route.name();
        boolean above = shown.contains(route.key());
        if (!above && pipeline.order().isBelow(route, of)) {
            return route(route, title);
        }
        boolean asked = pipeline.order().roots().get(0).beginning() == Beginning.ASKED;
        String where = above ? "  (see above)" : asked && !route.isInside() ? "" : "  (see below)";
        return new Node(mark(route), List.of(title + where), List.of());
    }
}
