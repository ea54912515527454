package org.dicomcaravan.text;

import java.util.Locale;

/**
 * Text for a line of a log or a terminal, where a control character would do something: end the line, move the cursor,
 * turn the direction of writing. Each is shown by its number instead; all else stays, so the text is as long as it needs
 * to be. For people: a backslash is not doubled, and nothing reads it back.
 */
public final class Escaped {

    private Escaped() {}

    /** The text with {@code \\u000A} and the like for control and format characters, ends of lines and lone surrogates. */
    public static String of(String text) {
        if (text.codePoints().allMatch(Escaped::isText)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isText(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            }
        });
        return escaped.toString();
    }

    /** Whether a character only shows itself. */
    static boolean isText(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
