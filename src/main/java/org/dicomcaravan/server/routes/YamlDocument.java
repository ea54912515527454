package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file as JSON, which still knows on which line each of its values stands. Immutable. */
final class YamlDocument {

    /** Aliases make much of little; a file of routes has some hundreds. */
    private static final int MOST_NODES = 20_000;

    private final JsonNode json;
    private final Map<String, Integer> lines = new HashMap<>();
    private int size;

    private YamlDocument(Node root) {
        this.json = convert(root, "");
    }

    /**
     * Reads one document.
     *
     * @return empty where the text has none, such as one of comments only
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if the text is no YAML; its mark says where
     */
    static Optional<YamlDocument> parse(String text) {
        LoadSettings settings =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        return new Compose(settings).composeString(text).map(YamlDocument::new);
    }

    JsonNode json() {
        return json;
    }

    /** Takes a field of a mapping: its name, its value, and the JSON pointer of that. */
    interface FieldVisitor {
        void visit(String name, JsonNode value, String pointer);
    }

    /** Goes through all mappings, from the outside to the inside. */
    void each(FieldVisitor visitor) {
        each(json, "", visitor);
    }

    private static void each(JsonNode node, String pointer, FieldVisitor visitor) {
        node.properties().forEach(field -> {
            String at = pointer + "/" + escaped(field.getKey());
            visitor.visit(field.getKey(), field.getValue(), at);
            each(field.getValue(), at, visitor);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            each(node.get(i), pointer + "/" + i, visitor);
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Line, from 1, of the value at a JSON pointer, or of the nearest one around it. */
    int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }

    private JsonNode convert(Node node, String pointer) {
        if (++size > MOST_NODES) {
            throw new YamlEngineException(
                    "more than " + MOST_NODES + " values, those that aliases repeat counted each time");
        }
        note(pointer, node);
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                String at = pointer + "/" + escaped(key);
                object.set(key, convert(tuple.getValueNode(), at));
                note(at, tuple.getKeyNode());
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(convert(item, pointer + "/" + array.size()));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private void note(String pointer, Node node) {
        node.getStartMark().map(Mark::getLine).ifPresent(line -> lines.put(pointer, line + 1));
    }

    private static JsonNode scalar(ScalarNode node) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String value = node.getValue();
        if (node.getTag().equals(Tag.BOOL)) {
            return json.booleanNode(Boolean.parseBoolean(value));
        }
        if (node.getTag().equals(Tag.INT) && value.matches("[+-]?\\d{1,18}")) {
            return json.numberNode(Long.parseLong(value));
        }
        if (node.getTag().equals(Tag.FLOAT) && value.matches("[+-]?[0-9.eE+-]+")) {
            return json.numberNode(Double.parseDouble(value));
        }
        return node.getTag().equals(Tag.NULL) ? json.nullNode() : json.textNode(value);
    }
}
