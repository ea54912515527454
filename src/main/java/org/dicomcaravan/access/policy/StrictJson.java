package org.dicomcaravan.access.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dicomcaravan.text.Quoted;

/**
 * JSON of which every part has to be understood: what would be ignored might be what takes a right away. Each method refuses
 * by an {@code IllegalArgumentException} that says what is wrong, and where.
 */
final class StrictJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The object that a text is.
     *
     * @param expected an example, for the message
     */
    static JsonNode parse(String text, String expected) {
        try {
            JsonNode file = JSON.readTree(text);
            if (file != null && file.isObject()) {
                return file;
            }
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new IllegalArgumentException(
                    "it is not JSON: " + e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")
                            + (place == null ? "" : " in line " + place.getLineNr()),
                    e);
        }
        throw new IllegalArgumentException("it is no object: expected " + expected);
    }

    /** Requires an object that has no other fields than these. */
    static JsonNode object(String at, JsonNode node, Set<String> fields) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(at + " is no object: expected one of " + sorted(fields));
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw new IllegalArgumentException(
                        at + " has a field " + Quoted.of(field) + " that is not known: expected " + sorted(fields));
            }
        });
        return node;
    }

    private static List<String> sorted(Set<String> fields) {
        return fields.stream().sorted().toList();
    }

    /** The items of a list; none where it is left out. */
    static List<JsonNode> list(String at, JsonNode node) {
        if (!node.isMissingNode() && !node.isArray()) {
            throw new IllegalArgumentException(at + " is no list");
        }
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        return List.copyOf(items);
    }

    /** The same of texts, none of which is blank. */
    static List<String> texts(String at, JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(at, node)) {
            if (!item.isTextual() || item.textValue().isBlank()) {
                throw new IllegalArgumentException(at + " has something in it that is no text");
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }
}
