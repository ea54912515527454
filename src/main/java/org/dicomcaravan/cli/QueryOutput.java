package org.dicomcaravan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.destination.duckdb.Answer;
import org.dicomcaravan.text.Escaped;

/** The rows of a query on standard output. Only a table keeps rows, and no more than it shows. */
final class QueryOutput {
    /** What is longer makes a table that no terminal shows; a UID has 64 at most. */
    private static final int WIDEST_CELL = 80;

    private static final int ROWS_BETWEEN_LOOKS = 1000;

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,\"\\r\\n]|^\\s|\\s$|^$");

    private static final ObjectWriter JSON = JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writer();

    private QueryOutput() {}

    private interface Line {
        void print(List<JsonNode> values) throws IOException;
    }

    /** Aligned, with the number of rows below; all of them are counted, and the first ones shown. */
    static void table(PrintWriter out, Answer answer, long most) throws IOException {
        List<List<String>> shown = new ArrayList<>();
        shown.add(answer.columns().stream().map(QueryOutput::cell).toList());
        long rows = 0;
        while (answer.next()) {
            if (rows++ < most) {
                shown.add(answer.values().stream()
                        .map(value -> cell(value.isNull() ? "NULL" : text(value)))
                        .toList());
            }
        }
        Output.table(out, shown);
        out.println(
                rows > most
                        ? "The first " + most + " of " + Words.count(rows, "row") + "; all: --max-rows " + rows
                                + ", --format csv or --format json"
                        : Words.count(rows, "row"));
    }

    static void csv(PrintWriter out, Answer answer) throws IOException {
        out.print(line(answer.columns().stream().map(QueryOutput::field)));
        each(
                out,
                answer,
                values -> out.print(line(values.stream().map(value -> value.isNull() ? "" : field(text(value))))));
    }

    /** Printed without println, which sends each line on its own. */
    private static String line(Stream<String> fields) {
        return fields.collect(Collectors.joining(",", "", "\n"));
    }

    static void json(PrintWriter out, Answer answer) throws IOException {
        List<String> columns = answer.columns();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.setRootValueSeparator(null);
            each(out, answer, values -> {
                object(generator, columns, values);
                generator.writeRaw('\n');
            });
        }
    }

    /** An array of the objects that {@link #json} writes; without its end where something goes wrong. */
    static void jsonArray(PrintWriter out, Answer answer) throws IOException {
        List<String> columns = answer.columns();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartArray();
            each(out, answer, values -> {
                generator.writeRaw('\n');
                object(generator, columns, values);
            });
            generator.writeEndArray();
            generator.writeRaw('\n');
        }
    }

    private static void object(JsonGenerator generator, List<String> columns, List<JsonNode> values)
            throws IOException {
        generator.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            generator.writeFieldName(columns.get(i));
            generator.writeTree(values.get(i));
        }
        generator.writeEndObject();
    }

    /** Ends early where nobody reads any more, as behind {@code | head}. */
    private static void each(PrintWriter out, Answer answer, Line line) throws IOException {
        long rows = 0;
        while (answer.next() && (++rows % ROWS_BETWEEN_LOOKS != 0 || isRead(out))) {
            line.print(answer.values());
        }
    }

    /** The writer does not know what becomes of the stream below it. */
    private static boolean isRead(PrintWriter out) {
        return !out.checkError() && !System.out.checkError();
    }

    /** Text and numbers as they are, all else as JSON on one line. */
    private static String text(JsonNode value) {
        if (value.isBigDecimal()) {
            return value.decimalValue().toPlainString();
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static String cell(String text) {
        String escaped = Escaped.of(text);
        return escaped.codePointCount(0, escaped.length()) <= WIDEST_CELL
                ? escaped
                : escaped.substring(0, escaped.offsetByCodePoints(0, WIDEST_CELL - 1)) + "…";
    }

    /** As RFC 4180 has it. */
    static String field(String text) {
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
