package org.dicomcaravan.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What an operator reads while a test runs, by the levels of the program's own configuration. */
final class ServerLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

    private ServerLog() {}

    /** Listens until it is closed. */
    static ServerLog listen() {
        ServerLog log = new ServerLog();
        log.start();
        ROOT.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** Level and message of what a class has said. */
    List<String> of(Class<?> speaker) {
        return lines(events.stream().filter(event -> event.getLoggerName().equals(speaker.getName())));
    }

    /** What is worth a warning to anybody but the project's own classes. */
    List<String> warningsOfOthers() {
        return lines(events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .filter(event -> !event.getLoggerName().startsWith("org.dicomcaravan.")));
    }

    private static List<String> lines(Stream<ILoggingEvent> events) {
        return events.map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        ROOT.detachAppender(this);
        stop();
    }
}
