package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log that people read makes of names and messages that come from elsewhere. */
class LogsTest {

    private static final String HOSTILE = "a\u001b[2J\r\n12:00:00.000 INFO  Caravan: all is well\u202e\u0085";

    private static String logged(Throwable thrown) {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>) root.getAppender("console");
        LoggingEvent event = new LoggingEvent(
                LogsTest.class.getName(), root, Level.WARN, "File {} is odd", thrown, new Object[] {HOSTILE});
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void isOneLineThatShowsControlCharacters() {
        assertThat(logged(null))
                .endsWith("\n")
                .hasLineCount(1)
                .contains("a\\u001B[2J\\u000D\\u000A12:00:00.000 INFO", "\\u202E\\u0085");
    }

    @Test
    void hasTracesWithoutControlCharacters() {
        String text = logged(new IllegalStateException(HOSTILE, new IllegalArgumentException("b\u0007")));
        assertThat(text.replace("\n", "")).doesNotContainPattern("\\p{C}");
        assertThat(text).contains("IllegalArgumentException: b\\u0007", "    at " + LogsTest.class.getName());
    }
}
