package org.dicomcaravan.server.routes;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where routes are read from. Immutable.
 *
 * @param own the pipeline of this version, {@code *.camel.yaml}
 * @param site what a site adds to it, {@code *.camel.yaml}, and in its folder {@code replace} the routes that take the place
 *     of one of the pipeline; need not be there
 */
public record RouteFolders(Path own, Path site) {

    private static final String SITE = "site";
    private static final String REPLACE = "replace";

    /** Requires both. */
    public RouteFolders {
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(site, "site");
    }

    /** The additions are in the folder {@code site} of the pipeline's. */
    public static RouteFolders of(Path own) {
        return new RouteFolders(own, own.resolve(SITE));
    }

    /** Routes that take the place of one of the pipeline. */
    public Path replacing() {
        return site.resolve(REPLACE);
    }
}
