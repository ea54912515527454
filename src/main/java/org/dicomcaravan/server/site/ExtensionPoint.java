package org.dicomcaravan.server.site;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A place in the pipeline where a site's own routes take part. */
public enum ExtensionPoint {
    /** Before an instance is opened: it may be left out, and what a route puts into headers is there from here on. */
    BEFORE_INSTANCE("before-instance", true, OnError.FAIL),
    /** Before an object goes to its bucket: its content, name and type may be changed, and it may be left out. */
    BEFORE_OBJECT("before-object", true, OnError.FAIL),
    /** When an object is at its destination; it becomes visible with its batch. */
    AFTER_OBJECT("after-object", false, OnError.FAIL),
    /** When an operation is over; once. */
    AFTER_OPERATION("after-operation", false, OnError.IGNORE);

    /** What {@code order} is where a route doesn't say. */
    public static final int DEFAULT_ORDER = 100;

    private final String label;
    private final boolean before;
    private final OnError onError;

    ExtensionPoint(String label, boolean before, OnError onError) {
        this.label = label;
        this.before = before;
        this.onError = onError;
    }

    /** What becomes of a message when a route fails at it. */
    public enum OnError {
        /** It fails, as if a step of the pipeline had: an instance alone. */
        FAIL,
        /** That is logged, and the message goes on as it was before the route. */
        IGNORE
    }

    /** The point of a name, as in {@code site:before-object}. */
    public static Optional<ExtensionPoint> of(String name) {
        return Arrays.stream(values()).filter(point -> point.label.equals(name)).findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ExtensionPoint::label).toList();
    }

    /** Its name, as in {@code site:before-object}. */
    public String label() {
        return label;
    }

    /** Whether what routes leave in a message goes on with it; else each gets it as the pipeline left it. */
    boolean isBefore() {
        return before;
    }

    /** What holds for a route that doesn't say. */
    public OnError onError() {
        return onError;
    }
}
