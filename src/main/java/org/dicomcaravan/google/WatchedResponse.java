package org.dicomcaravan.google;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answer to a {@link WatchedRequest}. */
final class WatchedResponse extends LowLevelHttpResponse {
    private final HttpResponse<ReceivedBody> answer;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();

    WatchedResponse(HttpResponse<ReceivedBody> answer) {
        this.answer = answer;
        answer.headers().map().forEach((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
    }

    @Override
    public InputStream getContent() {
        return answer.body();
    }

    @Override
    public String getContentEncoding() {
        return header("content-encoding");
    }

    @Override
    public long getContentLength() {
        return answer.headers().firstValueAsLong("content-length").orElse(-1);
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
