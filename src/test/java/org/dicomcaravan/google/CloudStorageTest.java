package org.dicomcaravan.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the network may do to a call. */
@Timeout(60)
class CloudStorageTest {
    private static final Duration STALL = Duration.ofSeconds(1);
    private static final long LONGEST_END = 3;
    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

    private static CloudStorage connect(RawServer server, Duration patience) throws IOException {
        return CloudStorage.connect(
                new CloudStorage.Settings(Optional.of(server.url()), Optional.empty(), STALL, patience));
    }

    private static String get(CloudStorage cloud, String path) throws GoogleException {
        return cloud.call("object x", () -> {
            HttpResponse answer = cloud.requests()
                    .buildGetRequest(new GenericUrl(cloud.root() + path))
                    .execute();
            return answer.parseAsString();
        });
    }

    private static long seconds(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    }

    @Test
    void triesAgainWhatMayPass() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.start(connection -> {
                    String head = RawServer.head(connection);
                    assertThat(head).containsPattern("User-Agent: dicom-caravan/\\S+ ");
                    switch (requests.incrementAndGet()) {
                        case 1 -> RawServer.say(connection, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
                        case 2 -> RawServer.say(connection, "HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n");
                        case 3 -> {} // closed without an answer
                        case 4 -> RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ntrunc");
                        case 5 -> RawServer.say(connection, "HTTP/1.1 200 O"); // no whole head
                        default -> RawServer.say(connection, FINE);
                    }
                });
                CloudStorage cloud = connect(server, Duration.ofSeconds(30))) {
            assertThat(get(cloud, "/x")).isEqualTo("fine");
            assertThat(requests).hasValue(6);
        }
    }

    @Test
    void takesADefiniteNoAtOnce() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.start(connection -> {
                    RawServer.head(connection);
                    requests.incrementAndGet();
                    RawServer.say(connection, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
                });
                CloudStorage cloud = connect(server, Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> get(cloud, "/x?upload_id=SECRET"))
                    .isInstanceOfSatisfying(GoogleException.class, e -> {
                        assertThat(e.code()).isEqualTo(RpcCode.PERMISSION_DENIED);
                        assertThat(e.status()).isEqualTo(403);
                    })
                    .hasMessageStartingWith("object x: ")
                    .hasMessageNotContaining("SECRET");
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void endsWhenPatienceDoes() throws Exception {
        long begun = System.nanoTime();
        try (RawServer server = RawServer.start(connection -> {
                    RawServer.head(connection);
                    RawServer.say(connection, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
                });
                CloudStorage cloud = connect(server, Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> get(cloud, "/x")).isInstanceOfSatisfying(GoogleException.class, e -> {
                assertThat(e.code()).isEqualTo(RpcCode.UNAVAILABLE);
                assertThat(e.isPassing()).isTrue();
            });
        }
        assertThat(seconds(begun)).isBetween(2L, 12L);
    }

    @Test
    void givesUpAConnectionOnWhichNothingMoves() throws Exception {
        RawServer.Talk silent = connection -> {
            RawServer.head(connection);
            RawServer.hang(connection);
        };
        RawServer.Talk halfAnAnswer = connection -> {
            RawServer.head(connection);
            RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ntrunc");
            RawServer.hang(connection);
        };
        for (RawServer.Talk talk : new RawServer.Talk[] {silent, halfAnAnswer}) {
            try (RawServer server = RawServer.start(talk);
                    CloudStorage cloud = connect(server, Duration.ZERO)) {
                long begun = System.nanoTime();
                assertThatThrownBy(() -> get(cloud, "/x"))
                        .isInstanceOf(GoogleException.class)
                        .hasMessageContaining("nothing came or went for 1 seconds");
                assertThat(seconds(begun)).isLessThanOrEqualTo(STALL.toSeconds() + LONGEST_END);
            }
        }
    }

    /** Something always comes, but never the end. */
    @Test
    void endsACallWhoseAnswerTrickles() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
                    RawServer.head(connection);
                    RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
                    while (!Thread.currentThread().isInterrupted()) {
                        RawServer.say(connection, " ".repeat(1000));
                    }
                });
                CloudStorage cloud = connect(server, Duration.ZERO)) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> cloud.ask("bucket x", () -> cloud.client().get("x")))
                    .isInstanceOf(GoogleException.class);
            assertThat(seconds(begun)).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void endsACallThatNobodyWants() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
                    RawServer.head(connection);
                    asked.countDown();
                    RawServer.hang(connection);
                });
                CloudStorage cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(server.url())))) {
            IllegalStateException notWanted = new IllegalStateException("nobody wants it");
            long begun = System.nanoTime();
            assertThatThrownBy(() -> Checkpoint.during(
                            () -> {
                                if (asked.getCount() == 0) {
                                    throw notWanted;
                                }
                            },
                            () -> cloud.call("object x", () -> cloud.client().get("b", "x"))))
                    .isSameAs(notWanted);
            assertThat(seconds(begun)).isLessThanOrEqualTo(LONGEST_END);
        }
    }

    @Test
    void endsAllCallsWhenItLetsGo() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        CloudStorage[] connected = new CloudStorage[1];
        try (RawServer server = RawServer.start(connection -> {
            RawServer.head(connection);
            requests.incrementAndGet();
            connected[0].letGo();
            RawServer.hang(connection);
        })) {
            CloudStorage cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(server.url())));
            connected[0] = cloud;
            long begun = System.nanoTime();
            for (int i = 0; i < 2; i++) { // one that waits, and a later one
                assertThatThrownBy(() ->
                                cloud.call("object x", () -> cloud.client().get("b", "x")))
                        .isInstanceOf(GoogleException.class)
                        .hasMessageContaining("this server is stopping");
            }
            assertThat(seconds(begun)).isLessThanOrEqualTo(LONGEST_END);
            assertThat(requests).hasValue(1);
            cloud.close();
        }
    }

    @Test
    void asksForSecondsOnly() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
                    RawServer.head(connection);
                    RawServer.hang(connection);
                });
                CloudStorage cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(server.url())))) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> cloud.ask("bucket x", () -> cloud.client().get("x")))
                    .isInstanceOf(GoogleException.class)
                    .hasMessageStartingWith("bucket x: ");
            assertThat(seconds(begun)).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void saysWhichFileHasNoCredentials(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key.json"), "{\"type\": \"SECRET\"}");
        assertThatThrownBy(() -> CloudStorage.connect(new CloudStorage.Settings(
                        Optional.empty(), Optional.of(file.toString()), STALL, Duration.ZERO)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.json")
                .hasMessageNotContaining("SECRET");
    }
}
