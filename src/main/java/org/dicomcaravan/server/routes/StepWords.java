package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.util.URISupport;
import org.dicomcaravan.text.Escaped;

/** What is said of steps in a line: names instead of expressions, and nothing that a terminal would obey. */
final class StepWords {

    private static final String HIDDEN = "...";
    private static final Pattern QUEUE = Pattern.compile("\\{\\{caravan\\.queue\\.([\\w-]+)\\.(?:producer|consumer)}}");
    private static final Pattern OPTIONS = Pattern.compile("\\?[\\w.]+=.*|\\{\\{[\\w.-]*options}}$");
    private static final Pattern HEADER = Pattern.compile("\\$\\{(?:headers?|exchangeProperty)\\.");
    private static final Pattern WHOLE = Pattern.compile("(?<=^|\\s)\\$\\{([^{}]*)}(?=\\s|$)");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(authori[sz]ation|passw|secret|token|api-?key|cookie).*");

    private static final Set<String> LANGUAGES = Set.of(
            "simple",
            "constant",
            "header",
            "exchangeProperty",
            "variable",
            "jsonpath",
            "jq",
            "xpath",
            "groovy",
            "tokenize");

    /** The field that says most of a step, where it is not an expression. */
    private static final Map<String, String> FIELDS = Map.of(
            "removeHeaders", "pattern",
            "removeProperties", "pattern",
            "removeHeader", "name",
            "removeProperty", "name",
            "convertBodyTo", "type",
            "log", "message",
            "claimCheck", "operation");

    private StepWords() {}

    /** What stands in a file, on one line. */
    static String clean(String text) {
        return Escaped.of(text.strip().replaceAll("\\s+", " "));
    }

    /** Up to where the second sentence begins. */
    static String firstSentence(String text) {
        return clean(text).split("(?<=[.!?]) (?=\\p{Lu})", 2)[0];
    }

    /** An endpoint without its options, and a queue by its name. */
    static String endpoint(String uri) {
        String named = QUEUE.matcher(clean(URISupport.sanitizeUri(uri))).replaceAll("queue $1");
        return HEADER.matcher(OPTIONS.matcher(named).replaceAll("")).replaceAll("\\${");
    }

    static String about(String name, JsonNode step) {
        return clean(
                switch (name) {
                    case "bean" -> bean(step);
                    case "setHeader", "setProperty", "setVariable" ->
                        field(step, "name") + " = "
                                + (SECRET.matcher(field(step, "name")).matches() ? HIDDEN : expression(step));
                    case "setHeaders", "setVariables" ->
                        all(step.path("headers").isMissingNode() ? step.path("variables") : step.path("headers"))
                                .map(header -> field(header, "name"))
                                .collect(Collectors.joining(", "));
                    case "loop" -> (step.path("doWhile").asBoolean() ? "while " : "") + expression(step);
                    case "doCatch", "onException" ->
                        all(step.path("exception"))
                                .map(type -> simpleName(type.asText()))
                                .collect(Collectors.joining(", "));
                    case "throwException" -> simpleName(field(step, "exceptionType")) + ": " + field(step, "message");
                    case "marshal", "unmarshal" -> String.join(", ", (Iterable<String>) step::fieldNames);
                    default -> other(name, step);
                });
    }

    private static String other(String name, JsonNode step) {
        String expression = expression(step);
        if (!expression.isEmpty()) {
            return expression;
        }
        return step.isValueNode() && !step.isNull()
                ? step.asText()
                : Stream.of(FIELDS.getOrDefault(name, "name"), "ref", "type")
                        .map(field -> field(step, field))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    private static String bean(JsonNode step) {
        String bean = Stream.of(
                        field(step, "ref"), simpleName(field(step, "beanType")), simpleName(field(step, "type")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(step.asText());
        String method = field(step, "method");
        return method.isEmpty() ? bean : bean + "." + method;
    }

    /** The expression of a step in whatever language; empty if it has none. */
    static String expression(JsonNode step) {
        JsonNode holder = step.path("expression").isObject() ? step.path("expression") : step;
        if (holder.path("method").isObject()) {
            return bean(holder.path("method"));
        }
        Optional<JsonNode> found = LANGUAGES.stream()
                .filter(holder::has)
                .sorted()
                .map(holder::path)
                .findFirst();
        return found.map(it -> shortened(it.isObject() ? field(it, "expression") : it.asText()))
                .orElse("");
    }

    /** {@code CaravanKind == 'object'} for {@code ${header.CaravanKind} == 'object'}. */
    static String shortened(String expression) {
        return WHOLE.matcher(HEADER.matcher(expression.strip()).replaceAll("\\${"))
                .replaceAll("$1");
    }

    private static String field(JsonNode step, String name) {
        String text = step.path(name).asText();
        return name.equals("message") ? HEADER.matcher(text).replaceAll("\\${") : text;
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }
}
