package org.dicomcaravan.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dicomcaravan.cli.TextTable.Column;
import org.dicomcaravan.cli.TextTable.Kind;
import org.dicomcaravan.text.Escaped;

/** Operations in columns, in the local time of whoever looks. */
final class OperationTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("NAME", Kind.WHOLE),
            new Column("STATE", Kind.WHOLE),
            new Column("CREATED", Kind.WHOLE),
            new Column("STORE", Kind.CUT),
            new Column("DESTINATION", Kind.CUT),
            new Column("TYPE", Kind.WHOLE),
            new Column("DONE", Kind.EXTRA),
            new Column("FAILED", Kind.EXTRA),
            new Column("PENDING", Kind.EXTRA),
            new Column("TOOK", Kind.EXTRA));

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    /** Operations are kept for some weeks, so that the year goes without saying. */
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private static final String UNKNOWN = "-";

    /**
     * A line.
     *
     * @param state in one word
     * @param request absent where the server does not tell
     */
    record Line(Operation operation, String state, Optional<OperationRequest> request) {}

    private final List<Line> lines;
    private final Instant now;
    private final ZoneId zone;

    OperationTable(List<Line> lines, Instant now, ZoneId zone) {
        this.lines = List.copyOf(lines);
        this.now = now;
        this.zone = zone;
    }

    /**
     * Prints them.
     *
     * @param width of the terminal; absent where there is none, and all is printed
     */
    void print(PrintWriter out, Optional<Integer> width) {
        TextTable whole = table(WHOLE);
        boolean fits = width.map(whole::fits).orElse(true);
        (fits ? whole : table(SHORT)).print(out, width);
    }

    private TextTable table(DateTimeFormatter time) {
        List<List<String>> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(row(line, time.withZone(zone))));
        return new TextTable(COLUMNS, rows);
    }

    private List<String> row(Line line, DateTimeFormatter time) {
        Operation operation = line.operation();
        return List.of(
                ResourceNames.last(operation.name()),
                line.state(),
                operation.created().map(time::format).orElse(UNKNOWN),
                cell(line.request().map(OperationRequest::store).map(ResourceNames::last)),
                cell(line.request().flatMap(OperationRequest::destination)),
                cell(line.request().map(OperationRequest::type)),
                Long.toString(operation.success()),
                Long.toString(operation.failure()),
                Long.toString(operation.pending()),
                Words.duration(operation.elapsed(now)));
    }

    private static String cell(Optional<String> text) {
        return text.filter(it -> !it.isEmpty()).map(Escaped::of).orElse(UNKNOWN);
    }
}
