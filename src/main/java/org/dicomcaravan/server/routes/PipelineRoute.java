package org.dicomcaravan.server.routes;

import java.util.List;
import java.util.Optional;

/**
 * A route of a pipeline, or a configuration of routes that does something when they fail, as somebody reads it. Immutable;
 * all of its text may be printed as it is.
 *
 * @param id empty where it has none
 * @param description its first sentence; may be empty
 * @param from where it begins, as the file has it; empty for a configuration
 * @param rule configurations that it names, separated by commas; may be empty
 * @param source where it is written
 * @param addition what it says of its place, where it begins at one
 */
record PipelineRoute(
        String id,
        String description,
        String from,
        String rule,
        Source source,
        Optional<Addition> addition,
        List<PipelineStep> steps) {

    PipelineRoute {
        steps = List.copyOf(steps);
    }

    /**
     * Where a route is written.
     *
     * @param file its name, with the folder of a site's
     * @param place {@code file:line}
     * @param key no other route has it
     */
    record Source(RouteFile.Origin origin, String file, String place, String key) {}

    /**
     * A route at a place of the pipeline.
     *
     * @param point its name, {@code before-object}
     * @param order routes of a lower one come first
     * @param onError {@code fail} or {@code ignore}, or what else stands there
     */
    record Addition(String point, int order, String onError, boolean changesBody) {

        /** {@code order 100, onError fail}. */
        String text() {
            return "order " + order + ", onError " + onError + (changesBody ? ", changesBody" : "");
        }
    }

    /** By which it is spoken of. */
    String name() {
        return id.isEmpty() ? "(no id, " + source.place() + ")" : id;
    }

    String key() {
        return source.key();
    }

    boolean isConfiguration() {
        return from.isEmpty();
    }

    /** Whether only the pipeline itself sends to it, and waits for it. */
    boolean isInside() {
        return from.startsWith("direct:") || from.startsWith("site:");
    }
}
