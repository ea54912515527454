package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.JMSException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads of a broker that goes and comes. */
class BrokerWatchTest {

    private static final String GONE = "WARN Broker tcp://mq:61616 can't be reached: Connection refused. What is in"
            + " hand goes on; other work waits in the state, and goes on by itself when the broker is back";

    private final Logger logger = (Logger) LoggerFactory.getLogger(BrokerWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Optional<String> problem = Optional.empty();
    private final BrokerWatch watch = new BrokerWatch("tcp://mq:61616?password=secret", () -> problem, () -> now);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
        watch.close();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
            now = now.plusSeconds(2);
        }
    }

    private List<String> said() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Test
    void oneThatIsThereIsNoNews() {
        look(5);
        assertThat(said()).isEmpty();
    }

    @Test
    void isToldOnceWhenItGoesAndOnceWhenItIsBack() {
        problem = Optional.of("Connection refused");
        look(30);
        assertThat(said()).containsExactly(GONE);
        problem = Optional.empty();
        look(30);
        assertThat(said())
                .containsExactly(GONE, "INFO Broker tcp://mq:61616 is back after 62 seconds, and work goes on");
        problem = Optional.of("Connection refused");
        look(30);
        assertThat(said()).hasSize(3);
    }

    /** Such as a user who may sign in, and may not consume. */
    @Test
    void thatNobodyMayReadIsToldWhereSigningInWorks() {
        for (int i = 0; i < 10; i++) {
            watch.onException(new JMSException("no permission"));
            look(1);
        }
        assertThat(said()).hasSize(1);
        assertThat(said().get(0)).contains(" fails those who read its queues: no permission. ");
        look(5);
        assertThat(said()).hasSize(2);
        assertThat(said().get(1)).contains(" is back after ");
    }

    @Test
    void nothingIsToldWhileTheServerStops() {
        watch.close();
        problem = Optional.of("the look was interrupted");
        look(2);
        assertThat(said()).isEmpty();
    }
}
