package org.dicomcaravan.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.server.settings.Setting;

/** The settings that route files name, {@code {{caravan.webhook}}}: a server does not start without a value of each. */
final class RouteSettings {

    /** No default behind a colon, no {@code ?} for what may be absent, nothing of Camel's functions, such as env:. */
    private static final Pattern ANY = Pattern.compile("\\{\\{\\??\\s*(caravan\\.[A-Za-z0-9._-]+)");

    private static final Pattern NAMED = Pattern.compile("\\{\\{\\s*([A-Za-z0-9._-]+)\\s*}}");

    private RouteSettings() {}

    /** All settings that the route files of a folder name, those with a default, too; none where there is no folder. */
    static Set<String> named(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            for (Path file : RouteFiles.list(folder)) {
                ANY.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }

    /**
     * Looks for settings that have no value.
     *
     * @param isSet whether a setting has a value
     * @return a line for each place, {@code file:line: reason}
     */
    static List<String> missing(Path file, Predicate<String> isSet) throws IOException {
        List<String> problems = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher named = NAMED.matcher(line.stripLeading().startsWith("#") ? "" : line);
            while (named.find()) {
                String name = named.group(1);
                if (!isSet.test(name)) {
                    problems.add(file + ":" + (i + 1) + ": setting " + name
                            + " has no value: expected a line in config/application.properties, or "
                            + Setting.variable(name) + " in the environment");
                }
            }
        }
        return problems;
    }
}
