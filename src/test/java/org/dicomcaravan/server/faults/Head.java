package org.dicomcaravan.server.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The first line and the fields of a request or an answer (RFC 9112). */
record Head(String line, List<Field> fields) {

    /** Of one connection, not of what is said over it. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "upgrade", "http2-settings", "te", "expect", "transfer-encoding");

    private static final int LONGEST = 64 * 1024;

    record Field(String name, String value) {}

    Head {
        fields = List.copyOf(fields);
    }

    /** Empty if the connection ended before it. */
    static Optional<Head> read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (String field = line(in); !"".equals(field); field = line(in)) {
            if (field == null) {
                throw new EOFException("a head without an end");
            }
            int colon = field.indexOf(':');
            fields.add(new Field(
                    field.substring(0, colon), field.substring(colon + 1).strip()));
        }
        return Optional.of(new Head(line, fields));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && line.size() == 0) {
                return null;
            }
            if (b < 0 || line.size() == LONGEST) {
                throw new EOFException("a line without an end");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** A part of the first line, which has three. */
    String word(int number) {
        return line.split(" ", 3)[number];
    }

    Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    boolean isChunked() {
        return value("Transfer-Encoding")
                .filter(coding -> coding.toLowerCase(java.util.Locale.ROOT).contains("chunked"))
                .isPresent();
    }

    OptionalLong length() {
        return value("Content-Length").stream().mapToLong(Long::parseLong).findFirst();
    }

    Head with(String name, String value) {
        return new Head(
                line,
                Stream.concat(without(name).fields.stream(), Stream.of(new Field(name, value)))
                        .toList());
    }

    Head without(String name) {
        return new Head(
                line,
                fields.stream()
                        .filter(field -> !field.name().equalsIgnoreCase(name))
                        .toList());
    }

    /** What another connection may be told. */
    Head ofMessage() {
        return new Head(
                line,
                fields.stream()
                        .filter(field -> !OF_CONNECTION.contains(field.name().toLowerCase(java.util.Locale.ROOT)))
                        .toList());
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(line).append("\r\n");
        fields.forEach(field ->
                text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    void write(OutputStream out) throws IOException {
        out.write(bytes());
    }
}
