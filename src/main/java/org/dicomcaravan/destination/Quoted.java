package org.dicomcaravan.destination;

/** A name out of a request, made fit for a message: short, on one line, without control characters. */
final class Quoted {
    private static final int LONGEST = 100;

    private Quoted() {}

    static String of(String name) {
        String start = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
        StringBuilder quoted = new StringBuilder("'");
        start.codePoints()
                .forEach(c -> quoted.appendCodePoint(Character.isISOControl(c) || isSurrogate(c) ? '\uFFFD' : c));
        return quoted.append('\'').toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
