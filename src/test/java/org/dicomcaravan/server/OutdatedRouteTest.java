package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A server over a route of the site that was taken from another version's. */
class OutdatedRouteTest {

    private static final String ROUTE = """
            # Taken from deliver-row of version 0.0.9, SHA-256 %s
            - route:
                id: deliver-row
                routeConfigurationId: retry-destination
                from:
                  uri: direct:deliver-row
                  steps:
                    - bean:
                        ref: tables
                        method: add
            """.formatted("0".repeat(64));

    @TempDir
    Path folder;

    @Test
    void isToldWhenTheServerStarts() throws Exception {
        Path replace = ServerUnderTest.routes(folder, null).resolve("site/replace");
        Path file = Files.createDirectories(replace).resolve("deliver-row.camel.yaml");
        Files.writeString(file, ROUTE);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(CaravanServer.class);
        log.start();
        logger.addAppender(log);
        try {
            RunningServer.start(folder, null, Map.of()).close();
        } finally {
            logger.detachAppender(log);
        }
        List<String> warnings = List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains("deliver-row"))
                .toList();
        assertThat(warnings)
                .containsExactly(
                        file + ": route deliver-row was taken from version 0.0.9, and this version has another;"
                                + " `caravan routes diff` shows what changed");
    }
}
