package org.dicomcaravan.server.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The name that was meant, perhaps, where one is misspelt. */
public final class NearestName {

    private NearestName() {}

    /** The name that is most like another one, if any is like it at all. */
    public static Optional<String> of(String name, Stream<String> known) {
        List<String> names = known.toList();
        Optional<String> longer = names.stream()
                .filter(candidate -> candidate.startsWith(name))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        return longer.isPresent() ? longer : mostAlike(name, names);
    }

    private static Optional<String> mostAlike(String name, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3));
    }

    /** How many letters have to be changed, added, taken away or put the other way round (Damerau and Levenshtein). */
    static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
