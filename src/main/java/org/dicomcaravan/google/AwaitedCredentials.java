package org.dicomcaravan.google;

import com.google.auth.Credentials;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Credentials whose tokens are fetched by a thread of nobody's: all who need one wait for the same, and who stops waiting
 * must not end that of the others. Thread-safe.
 */
final class AwaitedCredentials extends Credentials {
    private static final long serialVersionUID = 1L;
    /** Google's library asks for the next token some minutes before one ends, by whoever comes along. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final ExecutorService FETCHING = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "google-token");
        thread.setDaemon(true);
        return thread;
    });

    private final Credentials credentials;

    AwaitedCredentials(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public String getAuthenticationType() {
        return credentials.getAuthenticationType();
    }

    @Override
    public Map<String, List<String>> getRequestMetadata(URI uri) throws IOException {
        return isFresh() ? credentials.getRequestMetadata(uri) : fetch(() -> credentials.getRequestMetadata(uri));
    }

    private boolean isFresh() {
        AccessToken token = credentials instanceof OAuth2Credentials own ? own.getAccessToken() : null;
        return token != null
                && token.getExpirationTime() != null
                && token.getExpirationTime().toInstant().isAfter(Instant.now().plus(FRESH));
    }

    @Override
    public boolean hasRequestMetadata() {
        return credentials.hasRequestMetadata();
    }

    @Override
    public boolean hasRequestMetadataOnly() {
        return credentials.hasRequestMetadataOnly();
    }

    @Override
    public String getUniverseDomain() throws IOException {
        return credentials.getUniverseDomain();
    }

    @Override
    public void refresh() throws IOException {
        fetch(() -> {
            credentials.refresh();
            return null;
        });
    }

    private static <T> T fetch(Callable<T> call) throws IOException {
        try {
            return Awaited.get(FETCHING.submit(call));
        } catch (ExecutionException e) {
            throw new IOException("no token could be had: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
