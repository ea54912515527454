package org.dicomcaravan.server.routes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Text of routes as it is compared: how lines end, and blanks at their ends, make no difference. Immutable.
 *
 * @param lines without their ends; the last one has something in it
 */
record RouteText(List<String> lines) {

    RouteText {
        lines = List.copyOf(lines);
    }

    /** All of a text, the file's comments, too. */
    static RouteText of(String text) {
        List<String> lines =
                new ArrayList<>(text.lines().map(String::stripTrailing).toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return new RouteText(lines);
    }

    /** An item of a file, without comments at its end: those are of the next one. */
    static RouteText of(RouteFile file, int item) {
        List<String> lines = new ArrayList<>(of(file.textOf(item)).lines());
        while (lines.size() > 1 && lines.get(lines.size() - 1).matches("(#.*)?")) {
            lines.remove(lines.size() - 1);
        }
        return new RouteText(lines);
    }

    /** SHA-256 of the lines in UTF-8, each with a line feed; 64 digits. */
    String digest() {
        try {
            byte[] text = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }

    /** The lines, each with a line feed. */
    @Override
    public String toString() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
