package org.dicomcaravan.text;

/**
 * Text of unknown origin made fit for a message: in double quotes, cut to 200 characters, and nothing in it but text.
 * Control and format characters, separators of lines and halves of surrogate pairs are shown as U+FFFD.
 */
public final class Quoted {

    private static final int LONGEST = 200;

    private Quoted() {}

    /** The text as a message shows it. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Escaped.isText(c) ? c : '\uFFFD')
                .forEach(quoted::appendCodePoint);
        return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "…\"" : "\"")
                .toString();
    }
}
