package org.dicomcaravan.server.settings;

import java.util.Collection;
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
     * What is wrong with the name of a variable that begins as those of the program's own settings do: {@code
     * CARAVAN_TLS_CERT}, since there are some whose variables begin with {@code CARAVAN_TLS_}.
     */
    public Optional<String> variable(String name) {
        Set<String> known = names().map(Setting::variable).collect(Collectors.toCollection(TreeSet::new));
        Set<String> families = Settings.all().stream()
                .map(Setting::variable)
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
                        + NearestName.of(name, known.stream())
                                .map(it -> "; " + it + " is")
                                .orElse(""));
    }

    private String hint(String name) {
        return NearestName.of(name, names()).map(it -> "; " + it + " is").orElse("");
    }

    private Stream<String> names() {
        return Stream.concat(Settings.all().stream().map(Setting::name), own.stream());
    }
}
