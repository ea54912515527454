package org.dicomcaravan.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * How Google's clients reach the network: by Java's own client, which a waiting thread can leave at any moment. A
 * connection on which nothing moves is given up, in either direction, and so is any call once the server stops. Bodies
 * stream both ways. Thread-safe.
 */
final class WatchedTransport extends HttpTransport {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            // one connection a call: all of them through one would share its window
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST_CONNECT)
            // what it does there never waits, and is not worth another thread's turn
            .executor(Runnable::run)
            .build();
    private final Duration stall;
    private final String product;
    private volatile boolean closed;

    /**
     * Gives up where nothing moves for so long.
     *
     * @param product names this program and its version, for the header User-Agent
     */
    WatchedTransport(Duration stall, String product) {
        this.stall = stall;
        this.product = product;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new WatchedRequest(client, method, url, product, new Vigil(stall, () -> closed));
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    /** Ends all calls, now and later. */
    @Override
    public void shutdown() {
        closed = true;
    }

    @Override
    public boolean isShutdown() {
        return closed;
    }
}
