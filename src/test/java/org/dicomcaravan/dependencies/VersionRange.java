package org.dicomcaravan.dependencies;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of a library, such as {@code <4.1.125 or >=4.2.0 <4.2.5}. */
record VersionRange(String text) {
    private static final Pattern BOUND = Pattern.compile("(<=|>=|<|>)(\\d\\S*)");
    private static final Pattern OR = Pattern.compile(" or ");
    private static final Pattern BLANK = Pattern.compile(" ");

    VersionRange {
        for (String bound : BLANK.split(text.replace(" or ", " "))) {
            if (!BOUND.matcher(bound).matches()) {
                throw new IllegalArgumentException("a range is <1.2 or >=2.0 <2.3, not " + text);
            }
        }
    }

    boolean contains(Version version) {
        return OR.splitAsStream(text)
                .anyMatch(range -> Arrays.stream(BLANK.split(range)).allMatch(bound -> holds(bound, version)));
    }

    private static boolean holds(String text, Version version) {
        Matcher bound = BOUND.matcher(text);
        if (!bound.matches()) {
            throw new IllegalStateException(text);
        }
        int order = version.compareTo(new Version(bound.group(2)));
        return switch (bound.group(1)) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
