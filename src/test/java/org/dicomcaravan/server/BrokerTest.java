package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.Turn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server whose queues are on an Artemis broker, by the profile {@code cluster} alone; its state is in a file here. */
@Tag("environment")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BrokerTest {
    @RegisterExtension
    static final Turn TURN = new Turn("broker");

    private static final String DICOM = "application/dicom";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private BrokerUnderTest broker;
    private URI ready;

    @BeforeEach
    void reach() {
        broker = BrokerUnderTest.there();
    }

    private RunningServer server(Map<String, String> properties) throws IOException {
        Map<String, String> all = new TreeMap<>(properties);
        int port = freePort();
        ready = URI.create("http://127.0.0.1:" + port + "/observe/health/ready");
        all.put(RunningServer.MANAGEMENT_PORT, Integer.toString(port));
        return RunningServer.start(folder, null, all);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private HttpResponse<String> health() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String body() throws IOException, InterruptedException {
        return health().body().replace("\\", "");
    }

    @Test
    void workGoesByTheBroker() throws Exception {
        try (RunningServer server = server(broker.properties())) {
            assertThat(health().statusCode()).isEqualTo(200);
            JsonNode ended = server.export("there", DICOM);
            assertThat(ended.has("response")).as(ended.toString()).isTrue();
            assertThat(server.objects("there")).hasSize((int) ServerUnderTest.counter(ended, "success"));
            await().until(() -> broker.waiting("exports").isEmpty()
                    && broker.waiting("batches").isEmpty());
        }
        assertThat(broker.dead("exports", Duration.ofMillis(1))).isEmpty();
        assertThat(broker.dead("batches", Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void whatIsNoWorkItemGoesToTheDeadLetters() throws Exception {
        try (RunningServer server = server(broker.properties());
                JMSContext context = broker.signIn()) {
            for (String queue : new String[] {"exports", "batches"}) {
                context.createProducer().send(context.createQueue(broker.queue(queue)), "no work " + queue);
                Message dead = broker.dead(queue, SOON).orElseThrow();
                assertThat(((TextMessage) dead).getText()).isEqualTo("no work " + queue);
                context.createProducer().send(context.createQueue(broker.queue(queue)), new ArrayList<>());
                assertThat(broker.dead(queue, SOON))
                        .as("an object in Java's serial form")
                        .isPresent();
            }
            for (String gone : new String[] {"{\"operation\":5,\"batch\":0}", "{\"operation\":5,\"batch\":1}"}) {
                context.createProducer().send(context.createQueue(broker.queue("exports")), gone);
                context.createProducer().send(context.createQueue(broker.queue("batches")), gone);
            }
            assertThat(server.export("there", DICOM).has("response")).isTrue();
            assertThat(broker.dead("exports", Duration.ofMillis(1)))
                    .as("hints of an operation that is not there come to nothing")
                    .isEmpty();
        }
    }

    @Test
    void goesOnWhenTheBrokerIsBack() throws Exception {
        try (ServerLog log = ServerLog.listen();
                RunningServer server = server(broker.properties())) {
            assertThat(server.export("before", DICOM).has("response")).isTrue();
            BrokerUnderTest.command("kill-broker");
            try {
                await().atMost(SOON).until(() -> health().statusCode() == 503);
                assertThat(body()).contains("Broker " + broker.url.replace("tcp://", "") + " can't be reached: ");
                String meanwhile = server.start("meanwhile", DICOM);
                assertThat(meanwhile).isNotEmpty();
                assertThat(server.get(meanwhile).has("error")).isFalse();
            } finally {
                BrokerUnderTest.command("start-broker");
            }
            await().atMost(SOON).until(() -> health().statusCode() == 200);
            assertThat(server.export("after", DICOM).has("response")).isTrue();
            await().atMost(SOON).until(() -> log.of(BrokerWatch.class).size() == 2);
            assertThat(log.of(BrokerWatch.class).get(0))
                    .startsWith("WARN Broker " + broker.url + " can't be reached: ");
            assertThat(log.of(BrokerWatch.class).get(1)).startsWith("INFO Broker " + broker.url + " is back after ");
            assertThat(log.warningsOfOthers()).as("what libraries say of it").isEmpty();
        }
    }

    /** One that takes connections and never says a word. */
    @Test
    void aBrokerThatHangsHoldsNobody() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
                RunningServer server = server(BrokerUnderTest.at("tcp://127.0.0.1:" + silent.getLocalPort()))) {
            long began = System.nanoTime();
            assertThat(health().statusCode()).isEqualTo(503);
            assertThat(body()).contains("it does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
            String operation = server.start("never", DICOM);
            assertThat(server.get(operation).path("name").asText()).isEqualTo(operation);
            assertThat(server.get(operation).has("error")).isFalse();
        }
    }
}
