package org.dicomcaravan.server.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer as a whole. */
@SuppressWarnings("ArrayRecordComponent") // not compared
record Answer(Head head, byte[] body) {

    private static final Pattern CRC = Pattern.compile("(\"crc32c\"\\s*:\\s*\")[^\"]*");

    /** One of the proxy's own, as Cloud Storage words its errors. */
    static Answer error(int status, String reason, String message) {
        String body = """
                {"error": {
                  "code": %d,
                  "message": "%s",
                  "errors": [{"domain": "global", "reason": "%s", "message": "%s"}]
                }}
                """.formatted(status, message, reason, message);
        return of(status, body).with("Content-Type", "application/json");
    }

    /** One of the proxy's own. */
    static Answer of(int status, String body) {
        return new Answer(
                new Head("HTTP/1.1 " + status + " of-the-proxy", List.of()), body.getBytes(StandardCharsets.UTF_8));
    }

    Answer with(String name, String value) {
        return new Answer(head.with(name, value), body);
    }

    int status() {
        return Integer.parseInt(head.word(1));
    }

    boolean isGood() {
        return status() / 100 == 2;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The same with another CRC32C in its text. */
    Answer damaged() {
        Matcher found = CRC.matcher(text());
        return new Answer(
                head.without("X-Goog-Hash"), found.replaceAll("$1AAAAAA==").getBytes(StandardCharsets.UTF_8));
    }

    /** As it goes over a connection. */
    byte[] bytes() {
        byte[] first = head.ofMessage()
                .with("Content-Length", Integer.toString(body.length))
                .bytes();
        byte[] all = java.util.Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }
}
