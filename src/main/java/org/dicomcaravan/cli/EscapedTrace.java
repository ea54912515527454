package org.dicomcaravan.cli;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.stream.Collectors;
import org.dicomcaravan.text.Escaped;

/** The trace of a line of the log, the root cause first, with messages that are shown and not obeyed. */
public final class EscapedTrace extends RootCauseFirstThrowableProxyConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return super.convert(event)
                .lines()
                .map(line -> Escaped.of(line.replace("\t", "    ")))
                .collect(Collectors.joining("\n", "", event.getThrowableProxy() == null ? "" : "\n"));
    }
}
