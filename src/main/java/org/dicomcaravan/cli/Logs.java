package org.dicomcaravan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged; where to and in what form is in {@code logback.xml}. */
final class Logs {
    private static final String OURS = "org.dicomcaravan";

    private Logs() {}

    /** Warnings only, for a command that has its own way to tell how it goes. */
    static void quiet() {
        set(OURS, Level.WARN);
    }

    /** Everything of ours, and what the libraries think worth telling. */
    static void verbose() {
        set(OURS, Level.DEBUG);
        set(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.INFO);
    }

    private static void set(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
