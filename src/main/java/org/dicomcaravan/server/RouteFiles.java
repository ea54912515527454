package org.dicomcaravan.server;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The route files of a folder, {@code *.camel.yaml}, and what is wrong with them. Thread-safe. */
public final class RouteFiles {

    private static final String SUFFIX = ".camel.yaml";
    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private RouteFiles() {}

    /** The route files of a folder, by name. */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    /**
     * Holds every route file of a folder against the schema of Camel's YAML DSL, looks for route ids that are there twice, for
     * settings without a value, for names that nothing has, and whether Camel understands the expressions.
     *
     * @param config the folder of the settings
     * @param loader of the program's classes and of its plugins'
     * @return a line for each problem, {@code file:line: reason}; none if all is well
     * @throws IOException if a folder can't be read
     */
    public static List<String> validate(Path folder, Path config, ClassLoader loader) throws IOException {
        Configuration settings = Configuration.read(config, System.getenv());
        List<Path> files = list(folder);
        if (files.isEmpty()) {
            return List.of(folder + ": no route here: expected files named *" + SUFFIX);
        }
        JsonSchema schema = schema();
        List<String> problems = new ArrayList<>();
        Map<String, String> ids = new TreeMap<>();
        Map<Path, YamlDocument> documents = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                YamlDocument.parse(Files.readString(file)).ifPresent(document -> {
                    documents.put(file, document);
                    problems.addAll(violations(file, document, schema));
                    problems.addAll(repeatedIds(file, document, ids));
                });
                problems.addAll(RouteSettings.missing(file, settings::isSet));
            } catch (MarkedYamlEngineException e) {
                int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
                problems.add(file + ":" + line + ": no YAML: " + e.getProblem());
            } catch (YamlEngineException | CharacterCodingException e) {
                problems.add(file + ":1: no YAML: " + e.getMessage());
            }
        }
        problems.addAll(RouteReferences.problems(documents, Beans.TYPES));
        problems.addAll(RouteExpressions.problems(documents, loader));
        return List.copyOf(problems);
    }

    /**
     * Looks for names in the route files of a folder that nothing has, which Camel would not look for before they are needed.
     *
     * @return a line for each, {@code file:line: reason}
     */
    static List<String> missing(Path folder) throws IOException {
        Map<Path, YamlDocument> documents = new LinkedHashMap<>();
        for (Path file : list(folder)) {
            try {
                YamlDocument.parse(Files.readString(file)).ifPresent(document -> documents.put(file, document));
            } catch (YamlEngineException e) {
                return List.of(); // Camel says so
            }
        }
        return RouteReferences.problems(documents, Beans.TYPES);
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

    private static List<String> repeatedIds(Path file, YamlDocument document, Map<String, String> ids) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < document.json().size(); i++) {
            String id = document.json().path(i).path("route").path("id").asText();
            String here = file + ":" + document.line("/" + i + "/route/id");
            String before = id.isEmpty() ? null : ids.putIfAbsent(id, here);
            if (before != null) {
                problems.add(here + ": route id " + id + " is taken by " + before);
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
