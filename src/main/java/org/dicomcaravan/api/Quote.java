package org.dicomcaravan.api;

/** A value of the caller's inside a message for the caller: quoted, cut to 200 characters, nothing in it but text. */
final class Quote {

    private static final int MAX = 200;

    private Quote() {}

    static String of(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().limit(MAX).forEach(c -> {
            boolean odd = Character.isISOControl(c)
                    || Character.getType(c) == Character.SURROGATE
                    || Character.getType(c) == Character.FORMAT;
            quoted.appendCodePoint(odd ? '\uFFFD' : c);
        });
        return quoted.append(value.codePointCount(0, value.length()) > MAX ? "…\"" : "\"")
                .toString();
    }
}
