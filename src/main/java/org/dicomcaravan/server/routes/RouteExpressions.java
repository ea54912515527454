package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.PluginHelper;

/** Whether Camel understands the expressions of route files, and has the components of their endpoints. Not thread-safe. */
final class RouteExpressions {

    /** What a step asks whether it holds, in place of what it is. */
    private static final Pattern PREDICATE =
            Pattern.compile(".*/(filter|when/\\d+|validate|onWhen|handled|continued|retryWhile)/simple(/expression)?");

    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}");

    private final CamelContext context;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> schemes = new TreeSet<>();

    private RouteExpressions(CamelContext context) {
        this.context = context;
    }

    /**
     * Looks at all files.
     *
     * @param loader of the program's classes and of its plugins'
     * @return a line for each problem, {@code file:line: reason}
     */
    static List<String> problems(List<RouteFile> files, ClassLoader loader) {
        CamelContext context = new DefaultCamelContext();
        try {
            context.setApplicationContextClassLoader(loader);
            RouteExpressions expressions = new RouteExpressions(context);
            files.forEach(file -> file.document()
                    .ifPresent(document ->
                            document.each((name, value, pointer) -> expressions.look(file, name, value, pointer))));
            return List.copyOf(expressions.problems);
        } finally {
            context.stop();
        }
    }

    private void look(RouteFile file, String name, JsonNode value, String pointer) {
        String here = file.place(pointer) + ": ";
        if (name.equals("simple")) {
            JsonNode text = value.isObject() ? value.path("expression") : value;
            simple(here, text.asText(), pointer);
        } else if (Set.of("uri", "to", "toD", "wireTap").contains(name) && value.isTextual()) {
            component(here, value.textValue());
        }
    }

    private void simple(String here, String text, String pointer) {
        if (text.startsWith("resource:")) {
            return; // what stands elsewhere is not to be shown here
        }
        Language simple = context.resolveLanguage("simple");
        String resolved = PLACEHOLDER.matcher(text).replaceAll("x");
        try {
            if (PREDICATE.matcher(pointer).matches()) {
                simple.createPredicate(resolved);
            } else {
                simple.createExpression(resolved);
            }
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            problems.add(here + "not understood: " + text.strip() + " (" + why + ")");
        }
    }

    private void component(String here, String uri) {
        Matcher scheme = SCHEME.matcher(uri);
        if (scheme.matches() && schemes.add(scheme.group(1))) {
            try {
                if (PluginHelper.getComponentResolver(context.getCamelContextExtension())
                                .resolveComponent(scheme.group(1), context)
                        != null) {
                    return;
                }
            } catch (Exception e) {
                problems.add(here + "component " + scheme.group(1) + " can't be made: " + e.getMessage());
                return;
            }
            problems.add(here + "there is no component " + scheme.group(1)
                    + ": expected one of Camel's that is in lib/ or transcoders/");
        }
    }
}
