package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.URISupport;
import org.dicomcaravan.server.site.ExtensionPoint;

/**
 * Whether Camel can make the endpoints of route files: their options are known, and have values that fit. What depends on a
 * message, or on a bean, is left to the start. Not thread-safe.
 */
final class RouteEndpoints {

    /** Endpoints that run code of a class when they are made. */
    private static final Set<String> RUNNING = Set.of("class", "bean", "language", "ref", "dataset", "dataset-test");

    private static final Set<String> STEPS = Set.of("to", "from", "wireTap", "poll", "enrich");

    private final CamelContext context;
    private final RouteSettings.Values settings;
    private final List<String> problems = new ArrayList<>();

    private RouteEndpoints(CamelContext context, RouteSettings.Values settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Looks at all files.
     *
     * @param loader of the program's classes and of its plugins'
     * @return a line for each problem, {@code file:line: reason}
     */
    static List<String> problems(List<RouteFile> files, RouteSettings.Values settings, ClassLoader loader) {
        CamelContext context = new DefaultCamelContext();
        try {
            context.setApplicationContextClassLoader(loader);
            context.build();
            RouteEndpoints endpoints = new RouteEndpoints(context, settings);
            files.forEach(file -> file.document()
                    .ifPresent(document ->
                            document.each((name, value, pointer) -> endpoints.look(file, name, value, pointer))));
            return List.copyOf(endpoints.problems);
        } finally {
            context.stop();
        }
    }

    private void look(RouteFile file, String name, JsonNode value, String pointer) {
        if (!STEPS.contains(name)) {
            return;
        }
        String written =
                value.isTextual() ? value.textValue() : value.path("uri").asText();
        String uri = RouteSettings.resolve(written, settings);
        Map<String, Object> parameters = new LinkedHashMap<>();
        value.path("parameters")
                .properties()
                .forEach(parameter -> parameters.put(
                        parameter.getKey(),
                        RouteSettings.resolve(parameter.getValue().asText(), settings)));
        parameters.values().removeIf(RouteEndpoints::isUnknown);
        boolean isNoPlace = uri.startsWith("site:")
                && ExtensionPoint.of(uri.replaceFirst("^site:", "").replaceFirst("\\?.*", ""))
                        .isEmpty(); // told already
        if (uri.isEmpty() || isNoPlace || isUnknown(uri) || RUNNING.contains(uri.replaceFirst(":.*", ""))) {
            return;
        }
        try {
            context.getEndpoint(URISupport.appendParametersToURI(uri, parameters));
        } catch (ResolveEndpointFailedException e) {
            refuse(file.place(pointer + (value.isTextual() ? "" : "/uri")), written, e);
        } catch (Exception e) {
            // what it needs is there when the server runs
        }
    }

    /** A setting without a value, a part of a message, or a bean, which is not to be made for a look. */
    private static boolean isUnknown(Object text) {
        return text.toString().matches("(?s).*(\\{\\{|\\$\\{|#|%23|RAW[({]).*");
    }

    private void refuse(String place, String written, ResolveEndpointFailedException failure) {
        String why = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            boolean ofOptions = at.getMessage() != null
                    && (at instanceof IllegalArgumentException
                            || at.getMessage().contains("parameters that couldn't be set")
                            || at.getMessage().contains("Unknown parameters"));
            why = ofOptions ? at.getMessage() : why;
        }
        if (why != null) {
            problems.add(
                    place + ": " + URISupport.sanitizeUri(written) + " can't be made: " + withoutValues(sentence(why)));
        }
    }

    /** Values may be secrets that a setting has: what is wrong is told by the names of options. */
    private static String withoutValues(String sentence) {
        return sentence.replaceAll("(?<=[{, ])([A-Za-z][A-Za-z0-9.]*)=[^,}\\]]*", "$1");
    }

    private static String sentence(String message) {
        return message.replaceFirst("(?s).*due to: ", "")
                .lines()
                .findFirst()
                .orElse(message)
                .strip();
    }
}
