package org.dicomcaravan.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent with a request. */
@Timeout(60)
class SentBodyTest {
    private static CloudStorage connect(RawServer server) throws IOException {
        return CloudStorage.connect(new CloudStorage.Settings(
                Optional.of(server.url()), Optional.empty(), Duration.ofSeconds(1), Duration.ZERO));
    }

    /** A body that nobody takes: the system's buffers are full after some megabytes. */
    @Test
    void givesUpAConnectionThatTakesNothing() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
                    RawServer.head(connection);
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                CloudStorage cloud = connect(server)) {
            assertThatThrownBy(() -> put(cloud, 64 << 20))
                    .isInstanceOf(GoogleException.class)
                    .hasMessageContaining("nothing came or went");
        } finally {
            end.countDown();
        }
    }

    /** Such as the question how far an upload is. */
    @Test
    void givesUpARequestOfNoBodyThatNobodyAnswers() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
                    RawServer.head(connection);
                    RawServer.hang(connection);
                });
                CloudStorage cloud = connect(server)) {
            assertThatThrownBy(() -> put(cloud, 0))
                    .isInstanceOf(GoogleException.class)
                    .hasMessageContaining("nothing came or went");
        }
    }

    private static int put(CloudStorage cloud, int size) throws GoogleException {
        return cloud.call(
                "object x",
                () -> cloud.requests()
                        .buildPutRequest(new GenericUrl(cloud.root() + "/x"), zeros(size))
                        .setThrowExceptionOnExecuteError(false)
                        .setNumberOfRetries(0)
                        .execute()
                        .getStatusCode());
    }

    private static HttpContent zeros(int size) {
        return new HttpContent() {
            @Override
            public long getLength() {
                return size;
            }

            @Override
            public String getType() {
                return null;
            }

            @Override
            public boolean retrySupported() {
                return false;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] block = new byte[1 << 20];
                for (int i = 0; i < size; i += block.length) {
                    out.write(block);
                }
            }
        };
    }

    @Test
    void sendsBodiesOfEveryLength() throws Exception {
        for (int size : new int[] {0, 1, 65535, 65536, 65537, 1_000_000}) {
            try (RawServer server = RawServer.start(connection -> {
                        String head = RawServer.head(connection);
                        int length = connection.getInputStream().readNBytes(size).length;
                        String status =
                                head.toLowerCase(Locale.ROOT).contains("content-length: " + size) && length == size
                                        ? "200"
                                        : "400";
                        RawServer.say(connection, "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
                    });
                    CloudStorage cloud = connect(server)) {
                int status = cloud.call(
                        "object x",
                        () -> cloud.requests()
                                .buildPutRequest(
                                        new GenericUrl(cloud.root() + "/x"), new ByteArrayContent(null, new byte[size]))
                                .execute()
                                .getStatusCode());
                assertThat(status).isEqualTo(200);
            }
        }
    }
}
