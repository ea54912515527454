package org.dicomcaravan.server.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.server.settings.Setting;

/** The settings that route files name, {@code {{caravan.webhook}}}: a server does not start without a value of each. */
public final class RouteSettings {

    /** No default behind a colon, no {@code ?} for what may be absent, nothing of Camel's functions, such as env:. */
    private static final Pattern ANY = Pattern.compile("\\{\\{\\??\\s*(caravan\\.[A-Za-z0-9._-]+)");

    private static final Pattern NAMED = Pattern.compile("\\{\\{\\s*([A-Za-z0-9._-]+)\\s*}}");

    private RouteSettings() {}

    /** What settings have. */
    public interface Values {
        /** The value of a setting; empty if it has none. */
        Optional<String> value(String name);
    }

    /** All settings that route files name, those with a default, too. */
    public static Set<String> named(RouteSet routes) {
        Set<String> names = new TreeSet<>();
        for (RouteFile file : routes.files()) {
            ANY.matcher(file.text()).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    /** The text with the values of the settings that it names; what has none stays. */
    static String resolve(String text, Values values) {
        return NAMED.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(values.value(found.group(1)).orElse(found.group())));
    }

    /**
     * Looks for settings that have no value.
     *
     * @return a line for each place, {@code file:line: reason}
     */
    static List<String> missing(RouteFile file, Values values) {
        List<String> problems = new ArrayList<>();
        String[] lines = file.text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher named = NAMED.matcher(lines[i].stripLeading().startsWith("#") ? "" : lines[i]);
            while (named.find()) {
                String name = named.group(1);
                if (values.value(name).isEmpty()) {
                    problems.add(file.path() + ":" + (i + 1) + ": setting " + name
                            + " has no value: expected a line in config/application.properties, or "
                            + Setting.variable(name) + " in the environment");
                }
            }
        }
        return problems;
    }
}
