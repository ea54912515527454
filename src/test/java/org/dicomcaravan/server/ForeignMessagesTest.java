package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.Turn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody else sends to the queues ends with the broker's dead letters, and the hints behind it are worked on. */
@Tag("environment")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ForeignMessagesTest {
    @RegisterExtension
    static final Turn TURN = new Turn("broker");

    private static final int LARGE = 20 << 20;
    private static final int MOST_TOLD = 1000;
    private static final String HINT = "{\"operation\":1,\"batch\":1}";

    @TempDir
    Path folder;

    private BrokerUnderTest broker;

    @BeforeEach
    void reach() {
        broker = BrokerUnderTest.there();
    }

    /** Makes a message; signed in as somebody who may send. */
    private interface Foreign {
        Message make(JMSContext context) throws JMSException;
    }

    private static Map<String, Foreign> foreign() {
        Map<String, Foreign> all = new TreeMap<>();
        all.put("20 MiB of text", context -> context.createTextMessage("x".repeat(LARGE)));
        all.put(
                "a hint with 20 MiB in it",
                context ->
                        context.createTextMessage("{\"operation\":1,\"batch\":1,\"x\":\"" + "x".repeat(LARGE) + "\"}"));
        all.put("a million brackets", context -> context.createTextMessage("[".repeat(1 << 20)));
        all.put("20 MiB of bytes", context -> bytes(context, new byte[LARGE]));
        all.put("a hint in bytes that are no UTF-8", context -> bytes(context, new byte[] {-1, -2, 0}));
        all.put("no bytes", context -> bytes(context, new byte[0]));
        all.put("no text", JMSContext::createTextMessage);
        all.put("an empty text", context -> context.createTextMessage(""));
        all.put("a message without a body", JMSContext::createMessage);
        all.put("a map", ForeignMessagesTest::map);
        all.put("a stream", ForeignMessagesTest::stream);
        all.put("an object in Java's serial form", context -> context.createObjectMessage(new ArrayList<>()));
        for (String json : new String[] {
            "null",
            "[]",
            "{}",
            "7",
            HINT.substring(1),
            HINT + HINT,
            "{\"operation\":\"1\",\"batch\":1}",
            "{\"operation\":1e999999999,\"batch\":1}",
            "{\"operation\":99999999999999999999999,\"batch\":1}",
            "{\"operation\":1,\"batch\":-1}",
        }) {
            all.put(json, context -> context.createTextMessage(json));
        }
        return all;
    }

    private static Message bytes(JMSContext context, byte[] content) throws JMSException {
        BytesMessage message = context.createBytesMessage();
        message.writeBytes(content);
        return message;
    }

    private static Message map(JMSContext context) throws JMSException {
        MapMessage message = context.createMapMessage();
        message.setLong("operation", 1);
        message.setLong("batch", 1);
        return message;
    }

    private static Message stream(JMSContext context) throws JMSException {
        StreamMessage message = context.createStreamMessage();
        message.writeString(HINT);
        return message;
    }

    @ParameterizedTest
    @ValueSource(strings = {"exports", "batches"})
    void endWithTheDeadLetters(String queue) throws Exception {
        Map<String, Foreign> foreign = foreign();
        try (ServerLog log = ServerLog.listen();
                RunningServer server = RunningServer.start(folder, null, broker.properties());
                JMSContext context = broker.signIn()) {
            for (Map.Entry<String, Foreign> one : foreign.entrySet()) {
                Message message = one.getValue().make(context);
                message.setStringProperty("what", one.getKey());
                context.createProducer().send(context.createQueue(broker.queue(queue)), message);
            }
            assertThat(server.export("there", "application/dicom").has("response"))
                    .as("an export whose hints came after them")
                    .isTrue();
            Map<String, String> dead = new TreeMap<>();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                broker.dead(queue, Duration.ofMillis(100)).ifPresent(message -> dead.put(what(message), ""));
                assertThat(dead.keySet()).isEqualTo(foreign.keySet());
            });
            assertThat(broker.waiting(queue)).isEmpty();
            assertThat(log.warningsOfOthers())
                    .hasSizeGreaterThanOrEqualTo(foreign.size())
                    .allMatch(line -> line.contains("A message"))
                    .anyMatch(line -> line.contains("A message of 4194304"))
                    .allMatch(line -> line.length() < MOST_TOLD);
        }
    }

    private static String what(Message message) {
        try {
            return message.getStringProperty("what");
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
