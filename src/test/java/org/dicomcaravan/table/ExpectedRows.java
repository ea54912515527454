package org.dicomcaravan.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Rows of real files by an independent program, and rows in one spelling, to be compared. */
public final class ExpectedRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExpectedRows() {}

    /** The lines of a compressed NDJSON file. */
    public static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** What is different in two rows, one line a difference. */
    public static List<String> differences(JsonNode expected, JsonNode actual) {
        List<String> found = new ArrayList<>();
        compare("", plain(expected), plain(actual), found);
        return found;
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> found) {
        if (expected.isObject() && actual.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "." + name, expected.path(name), actual.path(name), found));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "[" + i + "]", expected.get(i), actual.get(i), found);
            }
        } else if (!expected.equals(actual)) {
            found.add(path + ": expected " + expected + ", got " + actual);
        }
    }

    /** Without what is NULL or an empty array; numbers alike, and those lists sorted whose order does not count. */
    private static JsonNode plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field(field.getKey(), field.getValue())));
            fields.values().removeIf(value -> value.isNull() || value.isArray() && value.isEmpty());
            fields.remove("LastUpdated");
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            return object.setAll(fields);
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> array.add(plain(each)));
            return array;
        }
        if (node.isTextual()) { // a moment as databases write it
            return JsonNodeFactory.instance.textNode(node.asText()
                    .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)\\+00$", "$1T$2Z"));
        }
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            return JsonNodeFactory.instance.textNode(node.asText());
        }
        return node.isNumber() ? JsonNodeFactory.instance.numberNode(node.doubleValue()) : node;
    }

    private static JsonNode field(String name, JsonNode value) {
        if (name.equals("Data")) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(each -> array.add(nested(each)));
            return array;
        }
        JsonNode plain = plain(value);
        if (name.equals("OtherElements") || name.equals("DroppedTags")) {
            List<JsonNode> sorted = new ArrayList<>();
            plain.forEach(sorted::add);
            sorted.sort(Comparator.comparing(JsonNode::toString));
            return JsonNodeFactory.instance.arrayNode().addAll(sorted);
        }
        return plain;
    }

    /** An item that is kept as text. */
    private static JsonNode nested(JsonNode text) {
        if (text.asText().startsWith("{")) {
            try {
                return plain(JSON.readTree(text.asText()));
            } catch (JsonProcessingException noItem) {
                return text;
            }
        }
        return text;
    }
}
