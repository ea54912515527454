package org.dicomcaravan.server.routes;

import java.util.List;

/**
 * A step of a route, as somebody reads it. Immutable; all of its text may be printed as it is.
 *
 * @param name Camel's, {@code split}
 * @param about what it does it to, in short; may be empty
 * @param targets endpoints that it sends to, as the file has them
 * @param steps inside of it; catches of a {@code doTry} are steps behind it
 */
record PipelineStep(String name, String about, List<String> targets, List<PipelineStep> steps) {

    PipelineStep {
        targets = List.copyOf(targets);
        steps = List.copyOf(steps);
    }

    /** Both names in a line. */
    String text() {
        return about.isEmpty() ? name : name + " " + about;
    }
}
