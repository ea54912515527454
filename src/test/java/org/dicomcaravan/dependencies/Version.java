package org.dicomcaravan.dependencies;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a library, in the order that Maven has: numbers by what they are, {@code 1.0-alpha}, {@code -beta},
 * {@code -rc} and {@code -SNAPSHOT} before {@code 1.0}, which is the same as {@code 1.0.0} and {@code 1.0.Final}, and any
 * other word after it.
 */
record Version(String text) implements Comparable<Version> {
    private static final Pattern PART = Pattern.compile("\\d+|[a-z]+");
    private static final List<String> BEFORE = List.of("alpha", "beta", "milestone", "rc", "snapshot");
    private static final List<String> SAME = List.of("final", "ga", "release");

    @Override
    public int compareTo(Version other) {
        List<String> mine = parts();
        List<String> others = other.parts();
        for (int i = 0; i < Math.max(mine.size(), others.size()); i++) {
            int order = compare(i < mine.size() ? mine.get(i) : "", i < others.size() ? others.get(i) : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        while (part.find()) {
            parts.add(SAME.contains(part.group()) ? "" : part.group());
        }
        return parts;
    }

    private static int compare(String a, String b) {
        if (isNumber(a) && isNumber(b)) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        if (isNumber(a) || isNumber(b)) {
            String number = isNumber(a) ? a : b;
            String word = isNumber(a) ? b : a;
            boolean none = word.isEmpty() && new BigInteger(number).signum() == 0;
            return none ? 0 : isNumber(a) ? 1 : -1;
        }
        int order = Integer.compare(rank(a), rank(b));
        return order != 0 ? order : a.compareTo(b);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && Character.isDigit(part.charAt(0));
    }

    private static int rank(String word) {
        int before = BEFORE.indexOf(word);
        return before >= 0 ? before : word.isEmpty() ? BEFORE.size() : BEFORE.size() + 1;
    }
}
