package org.dicomcaravan.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dicomcaravan.text.Quoted;

/**
 * A partial response's {@code fields} parameter: {@code name,metadata/counter,operations(name,done)}; {@code *} is any
 * name. A name that the answer does not have selects nothing. Immutable.
 */
public final class FieldMask {

    /** The mask that leaves an answer as it is. */
    static final FieldMask ALL = new FieldMask(Map.of());

    private static final int MAX_LENGTH = 2000;
    private static final int MAX_DEPTH = 20;

    /** What is wanted of each name; no entries: everything. */
    private final Map<String, FieldMask> wanted;

    private FieldMask(Map<String, FieldMask> wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads a mask.
     *
     * @throws ApiException 400 if it is malformed, longer than 2,000 characters or deeper than 20 levels
     */
    static FieldMask parse(String text) throws ApiException {
        if (text.length() > MAX_LENGTH) {
            throw ApiException.invalid("fields", "Invalid field selection: longer than " + MAX_LENGTH + " characters.");
        }
        Reader reader = new Reader(text);
        FieldMask mask = reader.list(0);
        if (reader.at < text.length()) {
            throw reader.malformed();
        }
        return mask;
    }

    /** The parts of a value that are wanted. */
    JsonNode of(JsonNode value) {
        if (wanted.isEmpty()) {
            return value;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> kept.add(of(element)));
            return kept;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> {
                FieldMask inner = wanted.getOrDefault(entry.getKey(), wanted.get("*"));
                if (inner != null) {
                    kept.set(entry.getKey(), inner.of(entry.getValue()));
                }
            });
            return kept;
        }
        return value;
    }

    private FieldMask and(FieldMask other) {
        if (wanted.isEmpty() || other.wanted.isEmpty()) {
            return ALL;
        }
        Map<String, FieldMask> both = new LinkedHashMap<>(wanted);
        other.wanted.forEach((name, inner) -> both.merge(name, inner, FieldMask::and));
        return new FieldMask(both);
    }

    /** A recursive descent over: list = item {"," item}; item = name [ "/" item | "(" list ")" ]. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        FieldMask list(int depth) throws ApiException {
            FieldMask mask = item(depth);
            while (take(',')) {
                mask = mask.and(item(depth));
            }
            return mask;
        }

        private FieldMask item(int depth) throws ApiException {
            if (depth > MAX_DEPTH) {
                throw malformed();
            }
            int start = at;
            while (at < text.length() && ",/()".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String name = text.substring(start, at).strip();
            if (name.isEmpty()) {
                throw malformed();
            }
            FieldMask inner = ALL;
            if (take('/')) {
                inner = item(depth + 1);
            } else if (take('(')) {
                inner = list(depth + 1);
                if (!take(')')) {
                    throw malformed();
                }
            }
            return new FieldMask(Map.of(name, inner));
        }

        private boolean take(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            if (there) {
                at++;
            }
            return there;
        }

        ApiException malformed() {
            return ApiException.invalid(
                    "fields",
                    "Invalid field selection " + Quoted.of(text) + " at character " + (at + 1)
                            + ": expected names such as name,metadata/counter or operations(name,done).");
        }
    }
}
