package org.dicomcaravan.destination;

import java.nio.charset.StandardCharsets;
import org.dicomcaravan.text.Quoted;

/**
 * The parts of {@code gs://bucket/path}. The path is literal: {@code %20}, {@code +} and spaces stand for themselves.
 *
 * @param bucket a valid bucket name
 * @param path all after the slash that follows the bucket; may be empty
 */
record GcsUri(String bucket, String path) {
    static final String SCHEME = "gs://";
    /** Cloud Storage's limit for the name of an object, in bytes of UTF-8. */
    static final int LONGEST_NAME = 1024;

    static GcsUri parse(String uri) {
        if (!uri.startsWith(SCHEME)) {
            int colon = uri.indexOf("://");
            String problem = colon < 0 ? "has no scheme" : "has the scheme " + Quoted.of(uri.substring(0, colon + 3));
            throw new IllegalArgumentException("URI " + Quoted.of(uri) + " " + problem + ": expected gs://BUCKET/PATH");
        }
        String rest = uri.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = BucketName.check(slash < 0 ? rest : rest.substring(0, slash));
        return new GcsUri(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    /** Checks what is true of the start of a name as of a whole one; {@code what} begins the message. */
    static void checkPath(String path, String what) {
        path.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                throw wrong(what, path, "has a control character (U+%04X)".formatted(c));
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw wrong(what, path, "is not valid Unicode (a lone surrogate U+%04X)".formatted(c));
            }
        });
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty()) {
                throw wrong(what, path, "has an empty segment ('//', or '/' at an end)");
            }
            if (segment.equals(".") || segment.equals("..")) {
                throw wrong(what, path, "has a segment " + Quoted.of(segment));
            }
        }
    }

    static void checkLength(String path, int longest, String what) {
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        if (length > longest) {
            throw wrong(what, path, "is too long: %d bytes of UTF-8, at most %d".formatted(length, longest));
        }
    }

    private static IllegalArgumentException wrong(String what, String path, String problem) {
        return new IllegalArgumentException(what + " " + Quoted.of(path) + " " + problem);
    }
}
