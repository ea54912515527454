package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Queues of a test's own on the broker of the environment, as other programs reach them. */
final class BrokerUnderTest {

    private static final List<String> QUEUES = List.of(
            "caravan.queue.exports.producer",
            "caravan.queue.exports.consumer",
            "caravan.queue.batches.producer",
            "caravan.queue.batches.consumer");

    final String url;
    private final String prefix = "caravan.test-" + UUID.randomUUID() + ".";

    private BrokerUnderTest(String url) {
        this.url = url;
    }

    /** The broker of the environment. */
    static BrokerUnderTest there() {
        String url = System.getenv("CARAVAN_BROKER");
        assumeTrue(url != null, "CARAVAN_BROKER is not set: no Artemis broker to test with");
        return new BrokerUnderTest(url);
    }

    /** Does something to the broker itself, such as {@code kill-broker}. */
    static void command(String what) throws IOException, InterruptedException {
        String command = System.getenv("CARAVAN_ARTEMIS");
        assumeTrue(command != null, "CARAVAN_ARTEMIS is no command that kills and starts the broker");
        Process process = new ProcessBuilder("bash", "-c", command + " " + what)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** The profile {@code cluster}, with folders as buckets, and queues of this test's own. */
    Map<String, String> properties() throws IOException {
        Map<String, String> properties = new TreeMap<>(at(url));
        Configuration shipped = Configuration.read(Path.of("config"), Map.of("CARAVAN_PROFILE", "cluster"));
        for (String name : QUEUES) {
            properties.put(name, shipped.text(name).replace("queue:caravan.", "queue:" + prefix));
        }
        return properties;
    }

    /** The same at any place that is said to be a broker, with the queues of all. */
    static Map<String, String> at(String url) {
        return Map.of(
                "caravan.profile", "cluster",
                "caravan.objects", "bucket",
                "caravan.objects.options", "",
                "caravan.workers", "2",
                "caravan.broker.url", url,
                "caravan.broker.alone", "true",
                "caravan.broker.url.user", "caravan",
                "caravan.broker.url.password", "caravan");
    }

    /** The whole name of a queue, of which Caravan knows {@code exports} and {@code batches}. */
    String queue(String name) {
        return prefix + name;
    }

    /** Somebody signed in to the broker. */
    JMSContext signIn() {
        return new ActiveMQConnectionFactory(url, "caravan", "caravan").createContext();
    }

    /** Texts that wait in a queue, and what nobody has acknowledged yet. */
    List<String> waiting(String name) throws Exception {
        try (JMSContext context = signIn()) {
            List<String> texts = new ArrayList<>();
            Enumeration<?> messages =
                    context.createBrowser(context.createQueue(queue(name))).getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(((TextMessage) messages.nextElement()).getText());
            }
            return texts;
        }
    }

    /** Takes a message that came from one of the queues from the dead letters. */
    Optional<Message> dead(String name, Duration patience) {
        try (JMSContext context = signIn();
                JMSConsumer dead = context.createConsumer(
                        context.createQueue("DLQ"), "_AMQ_ORIG_ADDRESS = '" + queue(name) + "'")) {
            return Optional.ofNullable(dead.receive(patience.toMillis()));
        }
    }
}
