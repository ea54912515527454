package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The beans that route files declare: whether their classes are there, and have what is said of them. No bean is made. */
final class RouteDeclared {

    private final ClassLoader loader;
    private final Map<String, Class<?>> types = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private RouteDeclared(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Looks at all files.
     *
     * @param loader of the program's classes and of its plugins'
     * @return a line for each problem, {@code file:line: reason}
     */
    static List<String> problems(List<RouteFile> files, ClassLoader loader) {
        RouteDeclared declared = new RouteDeclared(loader);
        for (RouteFile file : files) {
            for (int item = 0; item < file.items().size(); item++) {
                JsonNode beans = file.items().path(item).path("beans");
                for (int bean = 0; bean < beans.size(); bean++) {
                    declared.declare(file, beans.path(bean), "/" + item + "/beans/" + bean);
                }
            }
        }
        files.forEach(file -> file.document()
                .ifPresent(document -> document.each((name, value, pointer) -> {
                    if (name.equals("bean")) {
                        declared.called(file, value, pointer);
                    }
                })));
        return List.copyOf(declared.problems);
    }

    private void declare(RouteFile file, JsonNode bean, String pointer) {
        String type = bean.path("type").asText();
        if (type.isEmpty() || type.contains("{{") || type.startsWith("#") || bean.has("scriptLanguage")) {
            return;
        }
        try {
            Class<?> found = Class.forName(type, false, loader);
            if (!bean.has("builderClass") && !bean.has("factoryBean") && !bean.has("factoryMethod")) {
                types.put(bean.path("name").asText(), found);
                bean.path("properties")
                        .fieldNames()
                        .forEachRemaining(name -> property(file.place(pointer + "/properties/" + name), found, name));
            }
        } catch (ClassNotFoundException | LinkageError e) {
            problems.add(file.place(pointer + "/type") + ": there is no class " + type
                    + ": expected one of the program, or of a jar in transcoders/");
        }
    }

    private void property(String place, Class<?> type, String name) {
        if (name.matches(".*[.\\[{#].*")) {
            return; // of a part of the bean
        }
        Set<String> known = new TreeSet<>();
        for (java.lang.reflect.Method method : type.getMethods()) {
            if (method.getName().matches("set[A-Z].*") && method.getParameterCount() == 1) {
                String rest = method.getName().substring("set".length());
                known.add(rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1));
            }
        }
        if (known.stream().noneMatch(name.replace("-", "")::equalsIgnoreCase)) {
            problems.add(place + ": " + type.getSimpleName() + " has no property " + name
                    + RouteReferences.hint(name, known));
        }
    }

    private void called(RouteFile file, JsonNode bean, String pointer) {
        Class<?> type = types.get(bean.path("ref").asText());
        String method = bean.path("method").asText().replaceFirst("\\(.*", "");
        if (type == null || method.isEmpty() || method.contains("{{") || method.contains("${")) {
            return;
        }
        Set<String> known = new TreeSet<>(Stream.of(type.getMethods())
                .map(java.lang.reflect.Method::getName)
                .toList());
        if (!known.contains(method)) {
            problems.add(file.place(pointer + "/method") + ": bean "
                    + bean.path("ref").asText() + " has no method " + method + RouteReferences.hint(method, known));
        }
    }
}
