package org.dicomcaravan.server.routes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a route of a site was copied from; a comment of its file says so. Immutable.
 *
 * @param route id of the route
 * @param version of the program
 * @param digest of the route's text in that version
 */
record TakenFrom(String route, String version, String digest) {

    private static final Pattern LINE =
            Pattern.compile("(?m)^# Taken from (\\S+) of version (\\S+), SHA-256 ([0-9a-f]{64})\\b[^\\r\\n]*");

    /** What a file says of one of its routes; empty if nothing. */
    static Optional<TakenFrom> find(String text, String route) {
        return LINE.matcher(text)
                .results()
                .map(line -> new TakenFrom(line.group(1), line.group(2), line.group(3)))
                .filter(taken -> taken.route().equals(route))
                .findFirst();
    }

    /** The comment, without the line's end. */
    String line() {
        return "# Taken from " + route + " of version " + version + ", SHA-256 " + digest;
    }

    /** A file's text with this in place of what it says of the same route, or as its first line; all else stays. */
    String writtenTo(String text) {
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            if (line.group(1).equals(route)) {
                return text.substring(0, line.start()) + line() + text.substring(line.end());
            }
        }
        return line() + (text.contains("\r\n") ? "\r\n" : "\n") + text;
    }
}
