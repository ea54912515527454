package org.dicomcaravan.server.routes;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is wrong with the routes of some folders. Thread-safe. */
public final class RouteFiles {

    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private RouteFiles() {}

    /**
     * Holds every route file against the schema of Camel's YAML DSL, looks for route ids that are there twice, for settings
     * without a value, for names that nothing has, for routes that nobody calls, and whether Camel understands the
     * expressions and endpoints.
     *
     * @param settings what has a value
     * @param loader of the program's classes and of its plugins'
     * @return a line for each problem, {@code file:line: reason}; none if all is well
     */
    public static List<String> validate(RouteSet routes, RouteSettings.Values settings, ClassLoader loader) {
        JsonSchema schema = schema();
        List<String> problems = new ArrayList<>();
        Map<String, String> ids = new TreeMap<>();
        Set<String> own = RouteSet.ids(routes.shipped()).keySet();
        for (RouteFile file : routes.files()) {
            file.problem().ifPresent(problems::add);
            file.document().ifPresent(document -> {
                problems.addAll(violations(file.path(), document, schema));
                problems.addAll(repeatedIds(file, ids, own));
                problems.addAll(RouteSettings.missing(file, settings));
            });
        }
        problems.addAll(names(routes));
        problems.addAll(RouteDeclared.problems(routes.files(), loader));
        problems.addAll(RouteExpressions.problems(routes.files(), loader));
        problems.addAll(RouteEndpoints.problems(routes.files(), settings, loader));
        return problems.stream().distinct().toList();
    }

    /**
     * Looks for names that nothing has, which Camel would not look for before they are needed. Where a file can't be read,
     * that is all there is to say.
     *
     * @return a line for each, {@code file:line: reason}
     */
    public static List<String> missing(RouteSet routes) {
        List<String> broken =
                routes.files().stream().flatMap(file -> file.problem().stream()).toList();
        return broken.isEmpty() ? names(routes) : broken;
    }

    private static List<String> names(RouteSet routes) {
        List<String> problems = new ArrayList<>(routes.wrongReplacements());
        for (RouteFile file : routes.files()) {
            for (int i = 0; i < file.items().size(); i++) {
                if (file.items().path(i).has("route")
                        && !file.items().path(i).path("route").isObject()) {
                    problems.add(file.place("/" + i + "/route") + ": a route without anything in it");
                }
            }
        }
        problems.addAll(RouteReferences.problems(routes.files(), RouteBeans.TYPES));
        problems.addAll(RouteAdditions.of(routes.files()).problems());
        problems.addAll(RouteInstances.problems(routes.files()));
        return problems;
    }

    private static List<String> violations(Path file, YamlDocument document, JsonSchema schema) {
        return schema.validate(document.json()).stream()
                .filter(violation -> !isReference(document, violation))
                .sorted(Comparator.comparing(violation -> line(document, violation)))
                .map(violation -> file + ":" + line(document, violation) + ": " + reason(violation))
                .distinct()
                .toList();
    }

    /** A property reference, {{name}}, may stand for a number or a boolean, too. */
    private static boolean isReference(YamlDocument document, ValidationMessage violation) {
        String value =
                document.json().at(violation.getInstanceLocation().toString()).asText();
        return violation.getType().equals("type") && value.matches("\\{\\{.+}}");
    }

    private static int line(YamlDocument document, ValidationMessage violation) {
        String pointer = violation.getInstanceLocation().toString();
        return document.line(violation.getProperty() == null ? pointer : pointer + "/" + violation.getProperty());
    }

    private static String reason(ValidationMessage violation) {
        String pointer = violation.getInstanceLocation().toString();
        return violation.getMessage().replaceFirst("^" + java.util.regex.Pattern.quote(pointer) + ": ", "");
    }

    private static List<String> repeatedIds(RouteFile file, Map<String, String> ids, Set<String> own) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < file.items().size(); i++) {
            String id = file.routeId(i);
            String here = file.place("/" + i + "/route/id");
            String before = id.isEmpty() ? null : ids.putIfAbsent(id, here);
            if (before != null) {
                problems.add(here + ": route id " + id + " is taken by " + before
                        + (file.origin() == RouteFile.Origin.ADDED && own.contains(id)
                                ? "; what takes its place belongs into the folder replace"
                                : ""));
            }
        }
        return problems;
    }

    private static JsonSchema schema() {
        try (InputStream in = RouteFiles.class.getResourceAsStream(SCHEMA)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            SchemaValidatorsConfig pointers = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .preloadJsonSchema(false)
                    .build();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(text, pointers);
        } catch (IOException e) {
            throw new UncheckedIOException("The schema of Camel's YAML DSL can't be read", e);
        }
    }
}
