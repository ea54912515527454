package org.dicomcaravan.api.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.dicomcaravan.text.Quoted;

/**
 * A request as it came in over HTTP, of which only three things count: method, target, and, where there is a body, its
 * encoding. Camel sets method and target after it has copied the client's headers, so no header can forge them. That
 * a body is JSON was seen to before it was read.
 *
 * @param method such as {@code GET}
 * @param path still encoded, without the query
 * @param query still encoded; empty for none
 * @param contentEncoding as sent; empty for none
 * @param content the body as sent; empty for none
 */
public record IncomingRequest(String method, String path, String query, String contentEncoding, InputStream content) {

    /** A request's body may be this many bytes, before and after it is unzipped. */
    public static final long MAX_BODY = 10L << 20;

    /** The request behind an exchange that came from {@code platform-http}. */
    public static IncomingRequest of(Exchange exchange) {
        Message in = exchange.getIn();
        String target = in.getHeader(Exchange.HTTP_URI, "", String.class);
        int question = target.indexOf('?');
        InputStream body = in.getBody(InputStream.class);
        return new IncomingRequest(
                in.getHeader(Exchange.HTTP_METHOD, "", String.class),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                first(in, "Content-Encoding"),
                body == null ? InputStream.nullInputStream() : body);
    }

    /** Query parameters become headers too, behind the header of the same name. */
    private static String first(Message in, String name) {
        Object value = in.getHeader(name);
        if (value instanceof List<?> values) {
            value = values.isEmpty() ? null : values.get(0);
        }
        return value == null ? "" : value.toString().strip();
    }

    /**
     * Reads the body.
     *
     * @param type what it must be; no body at all is an empty message
     * @return the message in canonical JSON
     * @throws ApiException 400 if it is not JSON, not UTF-8, not of this type, or too large
     * @throws IOException if it can't be read
     */
    public ObjectNode message(MessageType type) throws ApiException, IOException {
        PushbackInputStream sent = new PushbackInputStream(content);
        int first = sent.read();
        if (first >= 0) {
            sent.unread(first);
        }
        try (InputStream body = new LimitedStream(first < 0 ? sent : decoded(sent), MAX_BODY)) {
            return ProtoJson.read(body, type);
        } catch (LimitedStream.Exceeded e) {
            throw tooLarge();
        } catch (ZipException | EOFException | StackOverflowError e) { // it calls itself for each empty member
            throw ApiException.invalid("The body is not valid gzip, as its Content-Encoding says.");
        }
    }

    /** The answer to a body beyond the limit. */
    public static ApiException tooLarge() {
        return ApiException.invalid("Request payload size exceeds the limit: " + MAX_BODY + " bytes.");
    }

    private InputStream decoded(InputStream sent) throws ApiException, IOException {
        return switch (contentEncoding.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> sent;
            case "gzip", "x-gzip" -> new GZIPInputStream(sent);
            default ->
                throw ApiException.invalid(
                        "Content-Encoding " + Quoted.of(contentEncoding) + " is not supported: expected gzip or none.");
        };
    }

    /** Whether the caller wants headers only. */
    public boolean isHead() {
        return method.equals("HEAD");
    }

    /** The method and path for a log line. */
    @Override
    public String toString() {
        return Quoted.of(method) + " " + Quoted.of(path);
    }
}
