package org.dicomcaravan.google;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request; its body is written, and its answer waited for, by the thread that makes it. */
final class WatchedRequest extends LowLevelHttpRequest {
    /** Java's client makes these by itself. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    /** Bodies of so many bytes go as they are. */
    private static final int SMALL = 1024 * 1024;

    private final HttpClient client;
    private final String method;
    private final String product;
    private final Vigil vigil;
    private final HttpRequest.Builder request;

    WatchedRequest(HttpClient client, String method, String url, String product, Vigil vigil) {
        this.client = client;
        this.method = method;
        this.product = product;
        this.vigil = vigil;
        this.request = HttpRequest.newBuilder(URI.create(url));
    }

    @Override
    public void addHeader(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("user-agent")) {
            request.setHeader(name, product + " " + value);
        } else if (!OWN_HEADERS.contains(lower)) {
            request.header(name, value);
        }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
        vigil.look();
        vigil.begin();
        if (getStreamingContent() != null && getContentType() != null) {
            request.setHeader("Content-Type", getContentType());
        }
        if (getStreamingContent() != null && getContentEncoding() != null) {
            request.setHeader("Content-Encoding", getContentEncoding());
        }
        return isLarge() ? sendAsItIsRead() : new WatchedResponse(await(send(small())));
    }

    private boolean isLarge() {
        return getStreamingContent() != null && (getContentLength() < 0 || getContentLength() > SMALL);
    }

    private BodyPublisher small() throws IOException {
        if (getStreamingContent() == null) {
            return BodyPublishers.noBody();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) getContentLength());
        getStreamingContent().writeTo(body);
        return BodyPublishers.ofByteArray(body.toByteArray());
    }

    private CompletableFuture<HttpResponse<ReceivedBody>> send(BodyPublisher body) {
        return client.sendAsync(request.method(method, body).build(), head -> new ReceivedBody(vigil));
    }

    private LowLevelHttpResponse sendAsItIsRead() throws IOException {
        SentBody body = new SentBody(getContentLength(), vigil);
        CompletableFuture<HttpResponse<ReceivedBody>> answer = send(body);
        try {
            body.write(getStreamingContent()::writeTo, answer::isDone);
        } catch (IOException | RuntimeException | Error e) {
            answer.cancel(true); // which closes the connection
            throw e;
        }
        return new WatchedResponse(await(answer));
    }

    private HttpResponse<ReceivedBody> await(CompletableFuture<HttpResponse<ReceivedBody>> answer) throws IOException {
        try {
            while (true) {
                try {
                    return answer.get(Vigil.TICK, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    vigil.look();
                }
            }
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an answer was waited for");
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (IOException | RuntimeException e) {
            answer.cancel(true); // which closes the connection
            throw e;
        }
    }
}
