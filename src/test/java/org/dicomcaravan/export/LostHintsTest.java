package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LostHintsTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final LostHints hints = new LostHints(now::get);

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LostHints.class);
    }

    private void lose(int items) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("the broker is away"));
            for (int i = 0; i < items; i++) {
                hints.tell(exchange);
            }
        }
    }

    @Test
    void tellsOnceAMinute() throws Exception {
        lose(5);
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(59)));
        lose(1);
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(1)));
        lose(3);
        String told =
                " work items could not be queued, they are offered again when the queue is there: the broker is away";
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("1" + told, "6" + told);
    }

    /** A planner that tries each batch at a broker that hangs would not get on. */
    @Test
    void sparesTheTryForSomeSeconds() throws Exception {
        assertThat(hints.mayBeTaken()).isTrue();
        lose(1);
        assertThat(hints.mayBeTaken()).isFalse();
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(5)));
        assertThat(hints.mayBeTaken()).isTrue();
    }
}
