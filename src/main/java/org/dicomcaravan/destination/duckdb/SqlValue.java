package org.dicomcaravan.destination.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/** Values of DuckDB in JSON: structures are objects, lists arrays; dates and times are text as ISO 8601 has it. */
final class SqlValue {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private SqlValue() {}

    /** What the driver gives for a column of a row; null is JSON's null. */
    static JsonNode json(Object value) throws SQLException {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof DuckDBStruct struct) {
            return object(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof Array list) {
            return array((Object[]) list.getArray());
        }
        if (value instanceof Blob bytes) {
            return NODES.binaryNode(bytes.getBytes(1, (int) bytes.length()));
        }
        return value instanceof org.duckdb.JsonNode json ? parsed(json.toString()) : NODES.textNode(text(value));
    }

    private static JsonNode number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return NODES.numberNode(Double.parseDouble(number.toString()));
        }
        if (number instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        return number instanceof BigInteger large ? NODES.numberNode(large) : NODES.numberNode(number.longValue());
    }

    private static ObjectNode object(Map<?, ?> fields) throws SQLException {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            object.set(String.valueOf(field.getKey()), json(field.getValue()));
        }
        return object;
    }

    private static ArrayNode array(Object[] values) throws SQLException {
        ArrayNode array = NODES.arrayNode();
        for (Object value : values) {
            array.add(json(value));
        }
        return array;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return NODES.textNode(json); // deeper than Jackson reads
        }
    }

    /** Moments are in UTC, as BigQuery shows them. */
    private static String text(Object value) {
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (value instanceof OffsetDateTime moment) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
        }
        if (value instanceof Timestamp timestamp) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp.toLocalDateTime());
        }
        return value instanceof LocalDateTime dateTime
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime)
                : value.toString();
    }
}
