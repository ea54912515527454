package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.export.Ending;
import org.dicomcaravan.server.settings.NearestName;
import org.dicomcaravan.server.site.ExtensionPoint;

/**
 * What the routes of some files name, and whether it is there: beans and their methods, targets, configurations, stages that
 * the program sends to, and the headers and properties that it sets. Not thread-safe.
 */
final class RouteReferences {

    /** Where the program itself sends to, beside the stages that routes name. */
    private static final Set<String> ENTERED = Stream.concat(
                    Stream.of("queue-export", "finish-export"), Ending.STAGES.stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern DIRECT = Pattern.compile("direct:([A-Za-z0-9_.-]+)");
    private static final Pattern OURS =
            Pattern.compile("\\$\\{(header|headers|exchangeProperty)\\.(Caravan[A-Za-z0-9]+)");

    private static final Pattern OF_OBJECTS = Pattern.compile("(?<![A-Za-z0-9])(CamelGoogleCloudStorage[A-Za-z0-9]+)");

    private final List<RouteFile> files;
    private final Map<String, Class<?>> beans;
    private final Set<String> declared = new TreeSet<>();
    private final Map<String, String> entrances = new TreeMap<>();
    private final Set<String> ofTheSite = new TreeSet<>();
    private final Set<String> targets = new TreeSet<>();
    private final Set<String> configurations = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private RouteReferences(List<RouteFile> files, Map<String, Class<?>> beans) {
        this.files = files;
        this.beans = beans;
    }

    /**
     * Looks at all files together.
     *
     * @param beans that the program has, by their names
     * @return a line for each problem, {@code file:line: reason}
     */
    static List<String> problems(List<RouteFile> files, Map<String, Class<?>> beans) {
        RouteReferences references = new RouteReferences(files, beans);
        files.forEach(references::collect);
        files.forEach(file -> file.document()
                .ifPresent(document ->
                        document.each((name, value, pointer) -> references.look(file, name, value, pointer))));
        references.requireStages();
        references.requireCallers();
        return List.copyOf(references.problems);
    }

    private void collect(RouteFile file) {
        for (int i = 0; i < file.items().size(); i++) {
            JsonNode item = file.items().path(i);
            item.path("beans").forEach(bean -> declared.add(bean.path("name").asText()));
            String configuration = item.path("routeConfiguration").path("id").asText();
            if (!configuration.isEmpty()) {
                configurations.add(configuration);
            }
            Matcher from = DIRECT.matcher(item.at("/route/from/uri").asText());
            if (from.matches()) {
                String here = file.place("/" + i + "/route/from/uri");
                String before = entrances.putIfAbsent(from.group(1), here);
                if (file.origin() != RouteFile.Origin.OWN) {
                    ofTheSite.add(from.group(1));
                }
                if (before != null) {
                    problems.add(here + ": direct:" + from.group(1) + " begins a route at " + before + ", too");
                }
            }
        }
    }

    private void look(RouteFile file, String name, JsonNode value, String pointer) {
        String here = file.place(pointer) + ": ";
        switch (name) {
            case "bean" -> bean(value, file.place(pointer + "/ref") + ": ", file.place(pointer + "/method") + ": ");
            case "uri", "to", "toD", "wireTap" -> target(here, value.asText(), pointer);
            case "routeConfigurationId" -> configuration(here, value.asText());
            default -> {}
        }
        if (value.isTextual()) {
            ours(here, value.textValue());
        }
    }

    private void bean(JsonNode bean, String ofName, String ofMethod) {
        String name = bean.path("ref").asText();
        if (name.isEmpty() || name.contains("{{") || name.contains("${") || declared.contains(name)) {
            return;
        }
        Class<?> type = beans.get(name);
        if (type == null) {
            Set<String> known = new TreeSet<>(beans.keySet());
            known.addAll(declared);
            problems.add(ofName + "no bean is called " + name + hint(name, known));
            return;
        }
        String method = bean.path("method").asText().replaceFirst("\\(.*", "");
        Set<String> methods = methods(type);
        if (!method.isEmpty() && !method.contains("{{") && !methods.contains(method)) {
            problems.add(ofMethod + "bean " + name + " has no method " + method + hint(method, methods));
        }
    }

    private static Set<String> methods(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (java.lang.reflect.Method method : type.getMethods()) {
            if (method.getDeclaringClass() != Object.class) {
                names.add(method.getName());
            }
        }
        return names;
    }

    private void target(String here, String uri, String pointer) {
        if (pointer.endsWith("/from/uri")) {
            return;
        }
        targets.add(uri);
        Matcher direct = DIRECT.matcher(uri);
        if (direct.matches() && !entrances.containsKey(direct.group(1))) {
            String hint = hint(direct.group(1), entrances.keySet());
            problems.add(here + "no route begins at " + uri
                    + (hint.isEmpty()
                            ? ": expected one there, in this folder or in the site's; `caravan routes diff` names files of"
                                    + " this version that are missing"
                            : hint));
        }
    }

    private void configuration(String here, String name) {
        for (String one : name.split(",")) {
            if (!configurations.contains(one.strip()) && !one.contains("*") && !one.contains("{{")) {
                problems.add(
                        here + "no routeConfiguration is called " + one.strip() + hint(one.strip(), configurations));
            }
        }
    }

    private void ours(String here, String text) {
        objects(here, text);
        Matcher named = OURS.matcher(text);
        while (named.find()) {
            Set<String> known = named.group(1).startsWith("header") ? RouteNames.HEADERS : RouteNames.PROPERTIES;
            if (!known.contains(named.group(2))) {
                String what = named.group(1).startsWith("header") ? "header" : "exchange property";
                problems.add(here + "no " + what + " is called " + named.group(2) + hint(named.group(2), known));
            }
        }
    }

    /** The headers that an object goes with; a site may set others of the same component, which are Camel's. */
    private void objects(String here, String text) {
        Matcher named = OF_OBJECTS.matcher(text);
        while (named.find()) {
            if (!RouteNames.OBJECTS.contains(named.group(1))) {
                problems.add(here + "no header is called " + named.group(1) + hint(named.group(1), RouteNames.OBJECTS));
            }
        }
    }

    private void requireStages() {
        for (String stage : new TreeSet<>(ENTERED)) {
            if (!entrances.containsKey(stage)) {
                String folder = files.isEmpty()
                        ? "routes"
                        : String.valueOf(files.get(0).path().getParent());
                problems.add(folder + ": the stage " + stage + " is missing: expected a route from direct:" + stage
                        + ", as the program's own routes have it");
            }
        }
    }

    /** A site's route that nobody calls was meant to do something. Where a target is made of a message, nobody can tell. */
    private void requireCallers() {
        Set<String> dynamic = new TreeSet<>(targets);
        dynamic.removeIf(uri -> !uri.contains("direct:${") || uri.equals("direct:${exchangeProperty.CaravanStage}"));
        if (!dynamic.isEmpty()) {
            return;
        }
        entrances.forEach((name, place) -> {
            boolean called = !ofTheSite.contains(name)
                    || ENTERED.contains(name)
                    || targets.stream()
                            .anyMatch(uri -> uri.matches("(.*\\W)?direct:" + Pattern.quote(name) + "(\\W.*)?"));
            if (!called) {
                problems.add(place + ": nobody sends to direct:" + name
                        + "; a route that takes part in the pipeline begins at site: and one of "
                        + String.join(", ", ExtensionPoint.names()));
            }
        });
    }

    static String hint(String name, Set<String> known) {
        return NearestName.of(name, known.stream())
                .map(it -> "; did you mean " + it + "?")
                .orElse("");
    }
}
