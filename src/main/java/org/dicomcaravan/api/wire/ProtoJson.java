package org.dicomcaravan.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dicomcaravan.api.wire.MessageType.Field;
import org.dicomcaravan.api.wire.MessageType.Kind;
import org.dicomcaravan.text.Quoted;

/**
 * Reads a message in proto3 JSON, strictly: lowerCamel and snake_case names, null is unset, and everything else that
 * the message does not have, has twice or has of another type is an error that names it.
 *
 * <p>Reads as a stream and keeps only known fields, so what a body may cost does not depend on its size or depth.
 */
final class ProtoJson {

    private static final int MAX_VIOLATIONS = 20;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_TEXT = 100_000;
    /** Most items of a repeated field. */
    static final int MAX_ITEMS = 1000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_TEXT)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonParser parser;
    private final List<FieldViolation> violations = new ArrayList<>();
    private String path = "";

    private ProtoJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads one message and nothing behind it.
     *
     * @param body UTF-8; nothing but white space is an empty message
     * @return the message in canonical form: lowerCamel names, set fields only
     * @throws ApiException 400 with every violation found, up to 20
     * @throws IOException if the body can't be read
     */
    static ObjectNode read(InputStream body, MessageType type) throws ApiException, IOException {
        Reader text = new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = JSON.createParser(text)) {
            return new ProtoJson(parser).root(type);
        } catch (CharacterCodingException e) {
            throw payload("The body is not valid UTF-8.");
        }
    }

    private ObjectNode root(MessageType type) throws ApiException, IOException {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (first != JsonToken.START_OBJECT) {
                throw payload("Unknown name \"\": Root element must be a message.");
            }
            ObjectNode message = message(type);
            if (parser.nextToken() != null) {
                throw payload("Expected the end of the JSON text after its root element.");
            }
            if (!violations.isEmpty()) {
                throw ApiException.invalid(violations);
            }
            return message;
        } catch (StreamConstraintsException e) {
            throw payload("Nested deeper than " + MAX_DEPTH + " levels, or a text longer than " + MAX_TEXT
                    + " characters" + at() + ".");
        } catch (JsonEOFException e) {
            throw payload("Unexpected end of the JSON text" + at() + ".");
        } catch (JsonParseException e) {
            throw payload("Not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + at() + ".");
        }
    }

    /** Reads the members of the object that the parser has just opened. */
    private ObjectNode message(MessageType type) throws IOException {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        Set<String> seen = new HashSet<>();
        Map<String, String> oneofs = new HashMap<>();
        String outer = path;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken token = parser.nextToken();
            Field field = type.field(member).orElse(null);
            if (field == null) {
                String where = outer.isEmpty() ? "" : " at '" + outer + "'";
                violate(
                        outer,
                        "Invalid JSON payload received. Unknown name " + Quoted.of(member) + where
                                + ": Cannot find field.");
                parser.skipChildren();
                continue;
            }
            path = (outer.isEmpty() ? "" : outer + ".") + CamelCase.toSnake(field.name());
            if (!seen.add(field.name())) {
                violate(
                        path,
                        "Invalid JSON payload received. Duplicate name " + Quoted.of(member) + " at '" + path + "'.");
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                field.oneof().ifPresent(oneof -> claim(oneofs, oneof, field));
                value(message, field, token);
            }
        }
        path = outer;
        return message;
    }

    private void claim(Map<String, String> oneofs, String oneof, Field field) {
        String other = oneofs.putIfAbsent(oneof, field.name());
        if (other != null) {
            violate(
                    path,
                    "Invalid value at '" + path + "' (oneof), oneof field '" + oneof + "' is already set: " + "give "
                            + Quoted.of(other) + " or " + Quoted.of(field.name()) + ", not both.");
        }
    }

    private void value(ObjectNode message, Field field, JsonToken token) throws IOException {
        switch (token) {
            case START_ARRAY -> {
                if (field.kind() == Kind.STRINGS) {
                    strings(message.putArray(field.name()));
                } else {
                    violate(
                            path,
                            "Invalid value at '" + path + "' (" + field.kind().proto()
                                    + "). Proto field is not repeating, cannot start list.");
                    parser.skipChildren();
                }
            }
            case START_OBJECT -> {
                if (field.message().isPresent()) {
                    message.set(field.name(), message(field.message().get()));
                } else {
                    mistyped(field, "an object");
                    parser.skipChildren();
                }
            }
            default -> scalar(message, field, token);
        }
    }

    private void strings(ArrayNode items) throws IOException {
        int count = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING && count < MAX_ITEMS) {
                items.add(parser.getText());
            } else {
                violate(
                        path,
                        "Invalid value at '" + path + "' (TYPE_STRING): expected " + MAX_ITEMS + " strings at most.");
                parser.skipChildren();
            }
            count++;
        }
    }

    private void scalar(ObjectNode message, Field field, JsonToken token) throws IOException {
        String text = parser.getText();
        boolean isText = token == JsonToken.VALUE_STRING;
        switch (field.kind()) {
            case STRING -> {
                if (!isText) {
                    mistyped(field, text);
                } else if (hasLoneSurrogate(text)) {
                    violate(path, "Invalid value at '" + path + "' (TYPE_STRING): half a surrogate pair.");
                } else {
                    message.put(field.name(), text);
                }
            }
            case BOOL -> {
                if (token.isBoolean() || (isText && (text.equals("true") || text.equals("false")))) {
                    message.put(field.name(), Boolean.parseBoolean(text));
                } else {
                    mistyped(field, isText ? Quoted.of(text) : text);
                }
            }
            case ENUM -> {
                int number = isText ? field.values().indexOf(text) : number(token, text);
                if (number >= 0 && number < field.values().size()) {
                    message.put(field.name(), field.values().get(number));
                } else {
                    mistyped(
                            field,
                            (isText ? Quoted.of(text) : text) + "; expected one of "
                                    + String.join(", ", field.values()));
                }
            }
            default -> mistyped(field, isText ? Quoted.of(text) : text);
        }
    }

    private static int number(JsonToken token, String text) {
        return token == JsonToken.VALUE_NUMBER_INT && text.length() < 4 ? Integer.parseInt(text) : -1;
    }

    private void mistyped(Field field, String shown) {
        String type = field.message().map(MessageType::name).orElse(field.kind().proto());
        String cut = shown.length() > 500 ? shown.substring(0, 500) + "…" : shown;
        violate(path, "Invalid value at '" + path + "' (" + type + "), " + cut);
    }

    private void violate(String field, String description) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(new FieldViolation(field, description));
        }
    }

    private String at() {
        return path.isEmpty() ? "" : ", at '" + path + "'";
    }

    private static ApiException payload(String what) {
        return ApiException.invalid("", "Invalid JSON payload received. " + what);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
