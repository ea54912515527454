package org.dicomcaravan.api.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dicomcaravan.text.Quoted;

/**
 * The query of a request: Google's standard parameters, which every method takes, and the method's own, which are taken
 * by their lowerCamel and their snake_case names. Of a repeated parameter the last one counts. Immutable.
 */
public final class QueryParameters {

    /** What Google's clients add to any call; {@code alt}, {@code fields} and {@code prettyPrint} do something. */
    private static final Set<String> STANDARD = Set.of(
            "$.xgafv",
            "access_token",
            "alt",
            "callback",
            "fields",
            "key",
            "oauth_token",
            "prettyPrint",
            "quotaUser",
            "uploadType",
            "upload_protocol",
            "userIp",
            "trace",
            "userProject");

    private static final int MAX_PARAMETERS = 100;

    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a query.
     *
     * @param raw what stands behind the question mark, still encoded; empty for none
     * @throws ApiException 400 if an escape is malformed or there are more than 100 parameters
     */
    public static QueryParameters parse(String raw) throws ApiException {
        Map<String, String> values = new LinkedHashMap<>();
        String[] pairs = raw.split("&", MAX_PARAMETERS + 1);
        if (pairs.length > MAX_PARAMETERS) {
            throw ApiException.invalid("The query has more than " + MAX_PARAMETERS + " parameters.");
        }
        for (String pair : pairs) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new QueryParameters(values);
    }

    private static String decode(String text) throws ApiException {
        return PercentEncoding.decodeQuery(text)
                .orElseThrow(() -> ApiException.invalid(
                        "The query parameter " + Quoted.of(text) + " is malformed: expected %XX escapes of UTF-8."));
    }

    /**
     * Refuses parameters that neither Google's clients nor the method know.
     *
     * @param own lowerCamel names of the method's own parameters
     * @throws ApiException 400 naming the first unknown one
     */
    public void allowOnly(Set<String> own) throws ApiException {
        for (String name : values.keySet()) {
            if (!isStandard(name) && !own.contains(CamelCase.of(name))) {
                String shown = Quoted.of(name);
                throw ApiException.invalid(
                        "",
                        "Invalid JSON payload received. Unknown name " + shown + ": Cannot bind query parameter. Field "
                                + shown + " could not be found in request message.");
            }
        }
    }

    private static boolean isStandard(String name) {
        return STANDARD.contains(name) || (name.startsWith("$") && STANDARD.contains(name.substring(1)));
    }

    /** A parameter of the method by its lowerCamel name; an empty value is as good as none. */
    public Optional<String> get(String name) {
        Optional<String> found = Optional.empty();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            if (CamelCase.of(entry.getKey()).equals(name)) {
                found = Optional.of(entry.getValue()).filter(value -> !value.isEmpty());
            }
        }
        return found;
    }

    /** A standard parameter, which may be written with a leading dollar sign. */
    private Optional<String> standard(String name) {
        String value = values.getOrDefault("$" + name, values.get(name));
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /** The access tokens that the query has, by {@code access_token} and {@code oauth_token}. */
    public List<String> tokens() {
        return Stream.of("access_token", "oauth_token")
                .flatMap(name -> standard(name).stream())
                .toList();
    }

    /**
     * How the answer is to be written: {@code prettyPrint} (true unless said otherwise) and {@code fields}.
     *
     * @throws ApiException 400 if one of them, or {@code alt}, is not what this server can do
     */
    public AnswerStyle style() throws ApiException {
        String alt = standard("alt").orElse("json");
        if (!alt.equals("json") && !alt.equals("media")) {
            throw ApiException.invalid(
                    "alt", "Invalid value for alt: " + Quoted.of(alt) + "; this server answers in json only.");
        }
        Optional<String> fields = standard("fields");
        FieldMask mask = fields.isPresent() ? FieldMask.parse(fields.get()) : FieldMask.ALL;
        return new AnswerStyle(flag("prettyPrint", standard("prettyPrint"), true), mask);
    }

    /**
     * A boolean parameter of the method.
     *
     * @throws ApiException 400 if it is neither true nor false
     */
    public boolean flag(String name) throws ApiException {
        return flag(name, get(name), false);
    }

    private static boolean flag(String name, Optional<String> value, boolean unset) throws ApiException {
        return switch (value.orElse(Boolean.toString(unset))) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw ApiException.invalid(
                        name, "Invalid value at '" + name + "' (TYPE_BOOL), " + Quoted.of(value.orElse("")));
        };
    }
}
