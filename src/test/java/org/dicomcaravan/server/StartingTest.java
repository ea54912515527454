package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.dicomcaravan.server.routes.RouteFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One who asks again and again, over a start and a stop of the server. */
class StartingTest {

    private static final String NOBODY = "nobody listens";
    private static final String OK = "HTTP/1.1 200 OK";
    private static final String LATER = "HTTP/1.1 503 Service Unavailable";

    private static final CountDownLatch TOLD_TO_WAIT = new CountDownLatch(1);

    /** Where a route may begin, but only when somebody has met the server before its routes are up. */
    public static final class SlowComponent extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException("Nothing is sent there");
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() throws Exception {
                            TOLD_TO_WAIT.await(30, TimeUnit.SECONDS);
                            super.doStart();
                        }
                    };
                }
            };
        }
    }

    private static final String SLOW_ROUTE = """
            - beans:
                - name: slow
                  type: org.dicomcaravan.server.StartingTest$SlowComponent
            - route:
                id: slow
                from:
                  uri: slow:start
                  steps:
                    - log: started
            """;

    @TempDir
    private Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Set<String> atStart = new ConcurrentSkipListSet<>();
    private final Set<String> atEnd = new ConcurrentSkipListSet<>();

    @Test
    void isAskedToComeAgainUntilTheRoutesAreUp() throws Exception {
        int port = freePort();
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("slow.camel.yaml"), SLOW_ROUTE);
        Thread asking = new Thread(() -> askOn(port));
        asking.start();
        try (CaravanServer server = CaravanServer.start(new ServerOptions(
                "127.0.0.1",
                port,
                folder.resolve("data"),
                Path.of("config"),
                RouteFolders.of(ServerUnderTest.routes(folder, site)),
                folder.resolve("transcoders"),
                Map.of(ServerUnderTest.STORE, folder.toString()),
                true,
                false))) {
            assertThat(server.uri().getPort()).isEqualTo(port);
            assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            over.set(true);
            asking.join();
        }
        assertThat(atStart).containsExactlyInAnyOrder(NOBODY, LATER, OK);
        assertThat(atEnd).noneMatch(answer -> answer.contains(" 404 "));
    }

    private void askOn(int port) {
        while (!over.get()) {
            String answer = ask(port);
            (answered.getCount() > 0 ? atStart : atEnd).add(answer);
            if (answer.equals(LATER)) {
                TOLD_TO_WAIT.countDown();
            } else if (answer.equals(OK)) {
                answered.countDown();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The first line of the answer, or what became of it. */
    private static String ask(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /v1/" + ServerUnderTest.STORE
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine());
        } catch (ConnectException e) {
            return NOBODY;
        } catch (IOException e) {
            return e.toString();
        }
    }
}
