package org.dicomcaravan.api;

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
 */
record Answer(int status, Map<String, String> headers, Object body) {

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
    static Answer json(int status, JsonNode value, AnswerStyle style) {
        try {
            String text = (style.pretty() ? PRETTY : PLAIN)
                            .writeValueAsString(style.fields().of(value)) + "\n";
            return new Answer(status, headers(JSON_TYPE), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes can always be written", e);
        }
    }

    /** An error in Google's envelope; what the caller wanted of an answer does not count for it. */
    static Answer error(ApiException error) {
        Answer answer = json(error.status(), ErrorJson.of(error), AnswerStyle.DEFAULT);
        if (error.allow().isEmpty()) {
            return answer;
        }
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("Allow", error.allow());
        return new Answer(answer.status(), Map.copyOf(headers), answer.body());
    }

    /** Newline-delimited JSON, streamed. */
    static Answer lines(InputStream body) {
        return new Answer(200, headers("application/x-ndjson"), body);
    }

    /** The answer to a HEAD: the same headers. */
    Answer withoutBody() {
        return new Answer(status, headers, ByteBuffer.allocate(0));
    }

    private static Map<String, String> headers(String type) {
        return Map.of("Content-Type", type, "X-Content-Type-Options", "nosniff");
    }
}
