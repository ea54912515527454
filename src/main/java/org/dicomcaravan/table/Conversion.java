package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a column holds of an element: a value, or an array where it is REPEATED; empty where the element does not fit. */
final class Conversion {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private Conversion() {}

    /** Of text. */
    static Optional<JsonNode> of(ElementColumn column, Content.Words words, String zone) {
        if (column.type() == ColumnType.STRING && !column.isRepeated()) {
            return Optional.of(TextNode.valueOf(words.whole()));
        }
        return column.isName() ? names(column, words.values()) : all(column, words.values(), zone);
    }

    /** Of numbers. */
    static Optional<JsonNode> of(ElementColumn column, Content.Numbers numbers) {
        return all(column, column.type() == ColumnType.STRING ? numbers.texts() : numbers.values(), "");
    }

    private static Optional<JsonNode> all(ElementColumn column, List<?> values, String zone) {
        if (!column.isRepeated()) {
            return values.size() == 1 ? one(column.type(), values.get(0), zone) : Optional.empty();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode(values.size());
        for (Object value : values) {
            Optional<JsonNode> converted = one(column.type(), value, zone);
            if (converted.isEmpty()) {
                return Optional.empty();
            }
            array.add(converted.get());
        }
        return Optional.of(array);
    }

    /** Names, an empty record for one without parts; nothing if all are. */
    private static Optional<JsonNode> names(ElementColumn column, List<String> values) {
        List<JsonNode> names = values.stream()
                .<JsonNode>map(value -> PersonName.of(value).record())
                .toList();
        if (names.stream().allMatch(JsonNode::isEmpty) || !column.isRepeated() && names.size() != 1) {
            return Optional.empty();
        }
        return Optional.of(
                column.isRepeated() ? JsonNodeFactory.instance.arrayNode().addAll(names) : names.get(0));
    }

    private static Optional<JsonNode> one(ColumnType type, Object value, String zone) {
        return switch (type) {
            case STRING -> Optional.of(TextNode.valueOf(value.toString()));
            case INTEGER -> integer(value);
            case FLOAT -> number(value);
            case DATE -> text(value).flatMap(DateText::date).map(TextNode::valueOf);
            case TIME -> text(value).flatMap(DateText::time).map(TextNode::valueOf);
            case TIMESTAMP ->
                text(value).flatMap(it -> DateText.timestamp(it, zone)).map(TextNode::valueOf);
            case RECORD, JSON -> Optional.empty();
        };
    }

    /** Numbers of more than 63 bits are text here, too, and don't fit: they have 19 digits or more. */
    private static Optional<JsonNode> integer(Object value) {
        if (value instanceof Long number) {
            return Optional.of(LongNode.valueOf(number));
        }
        return text(value).filter(it -> INTEGER.matcher(it).matches()).map(it -> LongNode.valueOf(Long.parseLong(it)));
    }

    private static Optional<JsonNode> number(Object value) {
        if (value instanceof Number number) {
            return Optional.of(json(number.doubleValue()));
        }
        return text(value).filter(it -> DECIMAL.matcher(it).matches()).map(it -> json(Double.parseDouble(it)));
    }

    /** JSON has no word for what is not finite; BigQuery takes these. */
    private static JsonNode json(double value) {
        return Double.isFinite(value) ? DoubleNode.valueOf(value) : TextNode.valueOf(Double.toString(value));
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
