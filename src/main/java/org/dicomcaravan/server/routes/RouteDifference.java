package org.dicomcaravan.server.routes;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a route of a site, or a file of its pipeline, is to that of this version. Immutable.
 *
 * @param route id of the route; empty of a file of the pipeline
 * @param file where it stands, or would
 * @param state what there is to say of it
 * @param takenFrom the version that it was copied from, where its file says so
 * @param diff unified, from this version's to the site's; empty if they are the same
 * @param sentence all this for a person, with what to do
 */
public record RouteDifference(
        Optional<String> route, Path file, State state, Optional<String> takenFrom, String diff, String sentence) {

    /** What there is to say. */
    public enum State {
        /** It is this version's, but for how lines end. */
        SAME,
        /** It was copied from what is this version's, too, and changed on purpose. */
        ON_PURPOSE,
        /** It was copied from what this version changed. */
        OUTDATED,
        /** Nothing says what it was copied from. */
        UNKNOWN,
        /** This version has no such route. */
        GONE,
        /** A file of the pipeline is another than this version's. */
        EDITED,
        /** A file of this version is not in the pipeline. */
        MISSING,
        /** This version has no such file. */
        ADDED;

        /** Whether a person has to look at it. */
        public boolean needsReview() {
            return this != SAME && this != ON_PURPOSE;
        }
    }

    /** Whether this version changed what it was copied from; empty if that is not known. */
    public Optional<Boolean> changedSince() {
        return switch (state) {
            case SAME, ON_PURPOSE -> Optional.of(false);
            case OUTDATED, GONE -> Optional.of(true);
            case UNKNOWN, EDITED, MISSING, ADDED -> Optional.empty();
        };
    }
}
