package org.dicomcaravan.api.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protobuf message, as far as its JSON needs it: names and types of its fields. Immutable.
 *
 * @param name the message's name in Google's package, such as {@code GcsDestination}
 * @param fields by their lowerCamel names
 */
public record MessageType(String name, Map<String, Field> fields) {

    /** What a field holds. */
    public enum Kind {
        STRING("TYPE_STRING"),
        /** Any number of strings, up to {@link ProtoJson#MAX_ITEMS}. */
        STRINGS("TYPE_STRING"),
        BOOL("TYPE_BOOL"),
        ENUM("TYPE_ENUM"),
        MESSAGE("TYPE_MESSAGE");

        private final String proto;

        Kind(String proto) {
            this.proto = proto;
        }

        /** The type's name in Google's error messages. */
        String proto() {
            return proto;
        }
    }

    /**
     * A field.
     *
     * @param name its lowerCamel name
     * @param kind what it holds
     * @param values names of an enum in the order of their numbers, from 0; else empty
     * @param message type of a message field
     * @param oneof the oneof that it is a member of, of which one field at most may be set
     */
    public record Field(
            String name, Kind kind, List<String> values, Optional<MessageType> message, Optional<String> oneof) {

        public static Field string(String name) {
            return new Field(name, Kind.STRING, List.of(), Optional.empty(), Optional.empty());
        }

        public static Field strings(String name) {
            return new Field(name, Kind.STRINGS, List.of(), Optional.empty(), Optional.empty());
        }

        public static Field bool(String name) {
            return new Field(name, Kind.BOOL, List.of(), Optional.empty(), Optional.empty());
        }

        public static Field ofEnum(String name, String... values) {
            return new Field(name, Kind.ENUM, List.of(values), Optional.empty(), Optional.empty());
        }

        public static Field message(String name, MessageType type) {
            return new Field(name, Kind.MESSAGE, List.of(), Optional.of(type), Optional.empty());
        }

        public Field in(String group) {
            return new Field(name, kind, values, message, Optional.of(group));
        }
    }

    /** A message of some fields. */
    public static MessageType of(String name, Field... fields) {
        Map<String, Field> byName = new LinkedHashMap<>();
        for (Field field : fields) {
            byName.put(field.name(), field);
        }
        return new MessageType(name, Map.copyOf(byName));
    }

    /** The field that a JSON member names, by its lowerCamel or by its snake_case name. */
    Optional<Field> field(String member) {
        Optional<Field> exact = Optional.ofNullable(fields.get(member));
        return exact.or(() -> Optional.ofNullable(fields.get(CamelCase.of(member)))
                .filter(field -> CamelCase.toSnake(field.name()).equals(member)));
    }
}
