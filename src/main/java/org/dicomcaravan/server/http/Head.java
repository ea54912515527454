package org.dicomcaravan.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says before its body comes.
 *
 * @param verb the HTTP method
 * @param path as it was on the wire, without the query
 * @param host the Host header
 * @param target the host of the request line, where that has a whole URL (RFC 9112, 3.2.2)
 * @param scheme {@code http://}, or {@code https://} where it came over TLS
 * @param origin the Origin header, which every browser sends with what may change something; empty for none
 * @param contentType empty for none
 * @param length the Content-Length; 0 for none
 * @param chunked whether a body of unknown length comes
 */
record Head(
        String verb,
        String path,
        String host,
        Optional<String> target,
        String scheme,
        String origin,
        String contentType,
        long length,
        boolean chunked) {

    private static final Pattern WHOLE_URL = Pattern.compile("(?i)https?://([^/?#]*).*", Pattern.DOTALL);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    static Head of(HttpServerRequest request) {
        String uri = request.uri();
        int question = uri.indexOf('?');
        Matcher whole = WHOLE_URL.matcher(uri);
        String length = header(request, "Content-Length");
        return new Head(
                request.method().name(),
                question < 0 ? uri : uri.substring(0, question),
                header(request, "Host"),
                whole.matches() ? Optional.of(whole.group(1)) : Optional.empty(),
                request.isSSL() ? "https://" : "http://",
                header(request, "Origin"),
                header(request, "Content-Type"),
                length.isEmpty() ? 0 : Long.parseLong(length),
                !header(request, "Transfer-Encoding").isEmpty());
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value.strip();
    }

    /** Whether it may change something. */
    boolean changes() {
        return !READING.contains(verb);
    }

    /** Whether a body comes with it. */
    boolean hasBody() {
        return length > 0 || chunked;
    }

    /** Whether a body comes with it, or ought to. */
    boolean speaksOfBody() {
        return hasBody() || !contentType.isEmpty();
    }

    /** Whether its body is a form, of which a server takes fields and files by itself. */
    boolean isForm() {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/");
    }
}
