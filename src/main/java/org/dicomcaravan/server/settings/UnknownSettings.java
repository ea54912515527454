package org.dicomcaravan.server.settings;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names of settings that are none: what is misspelt would not be set, and nobody would know. */
public final class UnknownSettings {

    private static final String PREFIX = "caravan.";

    private final Set<String> own;
    private final Set<String> variables;
    private final Set<String> families;

    /**
     * Beside the program's own.
     *
     * @param own names of settings that the routes of a site name
     */
    public UnknownSettings(Collection<String> own) {
        this.own = Set.copyOf(own);
        variables = names().map(Setting::variable).collect(Collectors.toUnmodifiableSet());
        families = Settings.all().stream()
                .map(Setting::variable)
                .filter(variable -> variable.indexOf('_', PREFIX.length()) > 0)
                .map(variable -> variable.substring(0, variable.indexOf('_', PREFIX.length()) + 1))
                .collect(Collectors.toUnmodifiableSet());
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
        boolean isOfPlugin = Settings.OF_PLUGINS.stream().map(Setting::variable).anyMatch(name::startsWith);
        boolean isKnown =
                isOfPlugin || variables.contains(name) || families.stream().noneMatch(name::startsWith);
        return isKnown
                ? Optional.empty()
                : Optional.of("Variable " + name + " of the environment is that of no setting"
                        + NearestName.of(name, variables.stream())
                                .map(it -> "; " + it + " is")
                                .orElse(""));
    }

    private String hint(String name) {
        String own = name.substring(PREFIX.length()); // what all have would make all alike
        return NearestName.of(own, names().map(known -> known.substring(PREFIX.length())))
                .map(it -> "; " + name.substring(0, PREFIX.length()) + it + " is")
                .orElse(
                        ", and no route names it: expected one of `caravan settings`, or a route of the site's that names it");
    }

    private Stream<String> names() {
        return Stream.concat(Settings.all().stream().map(Setting::name), own.stream());
    }
}
