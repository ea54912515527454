package org.dicomcaravan.api.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer on its way out.
 *
 * @param status the HTTP status
 * @param headers all of its headers, but for those that the HTTP server makes
 * @param body a {@link ByteBuffer}, or an {@link InputStream} that is read as fast as the client takes it
 * @param next properties of the exchange that tell the route what else there is to do, by their names
 */
public record Answer(int status, Map<String, String> headers, Object body, Map<String, Object> next) {

    private static final String JSON_TYPE = "application/json; charset=UTF-8";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PLAIN = JSON.writer();
    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"))
            .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /** A JSON answer. */
    public static Answer json(int status, JsonNode value, AnswerStyle style) {
        try {
            String text = (style.pretty() ? PRETTY : PLAIN)
                            .writeValueAsString(style.fields().of(value)) + "\n";
            return new Answer(
                    status, headers(JSON_TYPE), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes can always be written", e);
        }
    }

    /** An error in Google's envelope; what the caller wanted of an answer does not count for it. */
    public static Answer error(ApiException error) {
        Answer answer = json(error.status(), ErrorJson.of(error), AnswerStyle.DEFAULT);
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.putAll(error.headers());
        return new Answer(answer.status(), Map.copyOf(headers), answer.body(), Map.of());
    }

    /** Newline-delimited JSON, streamed. */
    public static Answer lines(InputStream body) {
        return new Answer(200, headers("application/x-ndjson"), body, Map.of());
    }

    /** The answer to a HEAD: the same headers. */
    public Answer withoutBody() {
        return new Answer(status, headers, ByteBuffer.allocate(0), next);
    }

    /** The same answer; the route goes on with what the property says. */
    public Answer then(String property, Object value) {
        return new Answer(status, headers, body, Map.of(property, value));
    }

    private static Map<String, String> headers(String type) {
        return Map.of("Content-Type", type, "X-Content-Type-Options", "nosniff");
    }
}
