package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.dicomcaravan.Turn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the settings of the profile {@code cluster} make of Camel's own consumers, without the routes of the project. */
@Tag("environment")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BrokerQueuesTest {
    @RegisterExtension
    static final Turn TURN = new Turn("broker");

    private static final String CONSUMER = "{{caravan.queue.batches.consumer}}";

    @TempDir
    Path folder;

    private BrokerUnderTest broker;

    @BeforeEach
    void reach() {
        broker = BrokerUnderTest.there();
    }

    /** A server's Camel with one worker. */
    private record Node(Main main) implements AutoCloseable {

        boolean isStarted() {
            return main.isStarted();
        }

        @Override
        public void close() {
            main.stop();
        }
    }

    private Node node(Processor worker) throws IOException {
        Path config = ServerUnderTest.config(folder, broker.properties());
        Configuration configuration = Configuration.read(config, Map.of("CARAVAN_WORKERS", "1"));
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(configuration.properties());
        Broker.beans(configuration).forEach(main::bind);
        main.bind("brokerWatch", (ExceptionListener) trouble -> {});
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern("false");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).process(worker);
            }
        });
        main.start();
        return new Node(main);
    }

    private void send(int messages) {
        try (JMSContext context = broker.signIn()) {
            Queue queue = context.createQueue(broker.queue("batches"));
            IntStream.range(0, messages).forEach(i -> context.createProducer().send(queue, "item " + i));
        }
    }

    @Test
    void nothingLiesWithANodeThatIsBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        List<String> slow = new CopyOnWriteArrayList<>();
        List<String> fast = new CopyOnWriteArrayList<>();
        try (Node first = node(exchange -> {
            slow.add(exchange.getMessage().getBody(String.class));
            busy.await();
        })) {
            send(1);
            await().until(() -> slow.size() == 1);
            send(20);
            try (Node second = node(exchange -> fast.add(exchange.getMessage().getBody(String.class)))) {
                await().until(() -> fast.size() == 20);
                assertThat(slow).hasSize(1);
            } finally {
                busy.countDown();
            }
            assertThat(first.isStarted()).isTrue();
        }
    }

    @Test
    void noHeaderComesIn() throws Exception {
        List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
        try (Node node = node(
                        exchange -> seen.add(new HashMap<>(exchange.getMessage().getHeaders())));
                JMSContext context = broker.signIn()) {
            assertThat(node.isStarted()).isTrue();
            context.createProducer()
                    .setProperty("CAmelFileName", "evil")
                    .setProperty("CamelHttpUri", "evil")
                    .setProperty("cAMELBeanMethodName", "evil")
                    .setProperty("Other", "evil")
                    .send(context.createQueue(broker.queue("batches")), "item");
            await().until(() -> seen.size() == 1);
        }
        assertThat(seen.get(0))
                .doesNotContainValue("evil")
                .allSatisfy((name, value) -> assertThat(name)
                        .matches("JMS.*|CamelMessageTimestamp")); // of the protocol, and of Camel itself
    }

    @Test
    void whatWasTakenComesBackWhenItsNodeFails() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Node node = node(exchange -> {
            seen.add(exchange.getMessage().getBody(String.class));
            if (seen.size() == 1) {
                throw new IllegalStateException("the first time");
            }
        })) {
            send(1);
            await().until(() -> seen.size() == 2);
            await().until(() -> broker.waiting("batches").isEmpty());
            assertThat(node.isStarted()).isTrue();
        }
    }
}
