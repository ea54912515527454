package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.dicomcaravan.text.Quoted;

/**
 * A request as it came in over HTTP, of which only four things count: method, target, and, where there is a body, its
 * type and its encoding. Camel sets method and target after it has copied the client's headers, so no header can forge
 * them.
 *
 * @param method such as {@code GET}
 * @param path still encoded, without the query
 * @param query still encoded; empty for none
 * @param contentType as sent; empty for none
 * @param contentEncoding as sent; empty for none
 * @param content the body as sent; empty for none
 */
record IncomingRequest(
        String method, String path, String query, String contentType, String contentEncoding, InputStream content) {

    private static final Pattern JSON_TYPE =
            Pattern.compile("(?i)application/json\\s*(;\\s*charset\\s*=\\s*\"?(utf-?8|us-ascii)\"?\\s*)?;?\\s*");

    /** The request behind an exchange that came from {@code platform-http}. */
    static IncomingRequest of(Exchange exchange) {
        Message in = exchange.getIn();
        String target = in.getHeader(Exchange.HTTP_URI, "", String.class);
        int question = target.indexOf('?');
        InputStream body = in.getBody(InputStream.class);
        return new IncomingRequest(
                in.getHeader(Exchange.HTTP_METHOD, "", String.class),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                first(in, "Content-Type"),
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
    ObjectNode message(MessageType type) throws ApiException, IOException {
        PushbackInputStream sent = new PushbackInputStream(content);
        int first = sent.read();
        if (first >= 0) {
            sent.unread(first);
        }
        if (first >= 0 || !contentType.isEmpty()) {
            requireJson();
        }
        try (InputStream body = new LimitedStream(first < 0 ? sent : decoded(sent), HealthcareApi.MAX_BODY)) {
            return ProtoJson.read(body, type);
        } catch (LimitedStream.Exceeded e) {
            throw tooLarge();
        } catch (ZipException | EOFException e) {
            throw ApiException.invalid("The body is not valid gzip, as its Content-Encoding says.");
        }
    }

    /** The answer to a body beyond the limit. */
    static ApiException tooLarge() {
        return ApiException.invalid("Request payload size exceeds the limit: " + HealthcareApi.MAX_BODY + " bytes.");
    }

    private void requireJson() throws ApiException {
        if (!JSON_TYPE.matcher(contentType).matches()) {
            throw wrongType(contentType);
        }
    }

    /** The answer to a body of another type than JSON. */
    static ApiException wrongType(String contentType) {
        return ApiException.invalid(
                "Content-Type " + Quoted.of(contentType) + " is not supported: expected application/json, in UTF-8.");
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
    boolean isHead() {
        return method.equals("HEAD");
    }

    /** The method and path for a log line. */
    @Override
    public String toString() {
        return Quoted.of(method) + " " + Quoted.of(path);
    }
}
