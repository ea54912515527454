package org.dicomcaravan.google;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The answer to a {@link WatchedRequest}. */
final class WatchedResponse extends LowLevelHttpResponse {
    /** No answer of the JSON API is longer, unpacked: whoever sends more means harm. */
    private static final long LONGEST_JSON = 8L * 1024 * 1024;

    private static final int FIRST_ERROR = 400;
    private static final int LONGEST_ERROR = 64 * 1024;

    private final HttpResponse<ReceivedBody> answer;
    private final InputStream content;
    private final boolean isUnpacked;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();

    WatchedResponse(HttpResponse<ReceivedBody> answer) throws IOException {
        this.answer = answer;
        boolean isJson =
                header("content-type") != null && header("content-type").startsWith("application/json");
        isUnpacked = isJson && "gzip".equals(header("content-encoding"));
        InputStream unpacked = isUnpacked ? new GZIPInputStream(answer.body()) : answer.body();
        if (answer.statusCode() >= FIRST_ERROR) {
            content = new ByteArrayInputStream(start(unpacked));
        } else {
            content = isJson ? new BoundedAnswer(unpacked, LONGEST_JSON) : unpacked;
        }
        answer.headers().map().forEach((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
    }

    /** The start of what is said of an error, or nothing where it breaks off: Google's parser prints what it meets then. */
    private static byte[] start(InputStream error) {
        try (error) {
            return error.readNBytes(LONGEST_ERROR);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public InputStream getContent() {
        return content;
    }

    @Override
    public String getContentEncoding() {
        return isUnpacked ? null : header("content-encoding");
    }

    @Override
    public long getContentLength() {
        return isUnpacked || answer.statusCode() >= FIRST_ERROR
                ? -1
                : answer.headers().firstValueAsLong("content-length").orElse(-1);
    }

    @Override
    public String getContentType() {
        return header("content-type");
    }

    private String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Override
    public String getStatusLine() {
        return "HTTP/1.1 " + answer.statusCode();
    }

    @Override
    public int getStatusCode() {
        return answer.statusCode();
    }

    @Override
    public String getReasonPhrase() {
        return null;
    }

    @Override
    public int getHeaderCount() {
        return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
        return headers.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
        return headers.get(index).getValue();
    }

    @Override
    public void disconnect() {
        answer.body().close();
    }
}
