package org.dicomcaravan.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.dicomcaravan.text.Escaped;

/** The message of a line of the log, which may quote a file or a request: shown, and not obeyed. */
public final class EscapedMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return Escaped.of(super.convert(event));
    }
}
