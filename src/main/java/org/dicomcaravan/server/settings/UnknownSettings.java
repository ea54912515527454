package org.dicomcaravan.server.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names of settings that are none: what is misspelt would not be set, and nobody would know. */
public final class UnknownSettings {

    private static final String PREFIX = "caravan.";

    private final Set<String> own;

    /**
     * Beside the program's own.
     *
     * @param own names of settings that the routes of a site name
     */
    public UnknownSettings(Collection<String> own) {
        this.own = Set.copyOf(own);
    }

    /** What is wrong with the name of a property; empty if nothing is, or it is none of this program's. */
    public Optional<String> property(String name) {
        boolean isKnown = !name.startsWith(PREFIX)
                || Settings.find(name).isPresent()
                || own.contains(name)
                || Settings.OF_PLUGINS.stream().anyMatch(name::startsWith);
        return isKnown ? Optional.empty() : Optional.of(name + " is no setting" + hint(name));
    }

    /**
     * What is wrong with the name of a variable that begins as those of settings do: {@code CARAVAN_TLS_CERT}, since there
     * are settings whose variables begin with {@code CARAVAN_TLS_}.
     */
    public Optional<String> variable(String name) {
        Set<String> known = names().map(Setting::variable).collect(Collectors.toCollection(TreeSet::new));
        Set<String> families = known.stream()
                .filter(variable -> variable.indexOf('_', PREFIX.length()) > 0)
                .map(variable -> variable.substring(0, variable.indexOf('_', PREFIX.length()) + 1))
                .collect(Collectors.toSet());
        Predicate<String> isOfPlugin =
                variable -> Settings.OF_PLUGINS.stream().map(Setting::variable).anyMatch(variable::startsWith);
        boolean isKnown = known.contains(name)
                || isOfPlugin.test(name)
                || families.stream().noneMatch(name::startsWith);
        return isKnown
                ? Optional.empty()
                : Optional.of("Variable " + name + " of the environment is that of no setting"
                        + nearest(name, known.stream())
                                .map(it -> "; " + it + " is")
                                .orElse(""));
    }

    private String hint(String name) {
        return nearest(name, names()).map(it -> "; " + it + " is").orElse("");
    }

    private Stream<String> names() {
        return Stream.concat(Settings.all().stream().map(Setting::name), own.stream());
    }

    /** The name that is most like another one, if any is like it at all. */
    static Optional<String> nearest(String name, Stream<String> known) {
        List<String> names = known.toList();
        Optional<String> longer = names.stream()
                .filter(candidate -> candidate.startsWith(name))
                .min(Comparator.comparingInt(String::length));
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
