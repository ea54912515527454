package org.dicomcaravan.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dicomcaravan.cli.TextTable.Column;
import org.dicomcaravan.cli.TextTable.Kind;
import org.dicomcaravan.text.Escaped;

/** Servers in columns, in the local time of whoever looks. */
final class NodeTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("NODE", Kind.WHOLE),
            new Column("STATE", Kind.WHOLE),
            new Column("HEARD", Kind.WHOLE),
            new Column("WORKERS", Kind.WHOLE),
            new Column("BATCHES", Kind.WHOLE),
            new Column("OPERATIONS", Kind.CUT),
            new Column("SINCE", Kind.EXTRA),
            new Column("VERSION", Kind.EXTRA));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String NOTHING = "-";

    private final List<ListedNode> nodes;
    private final DateTimeFormatter time;

    NodeTable(List<ListedNode> nodes, ZoneId zone) {
        this.nodes = List.copyOf(nodes);
        this.time = TIME.withZone(zone);
    }

    /**
     * Prints them.
     *
     * @param width of the terminal; absent where there is none, and all is printed
     */
    void print(PrintWriter out, Optional<Integer> width) {
        new TextTable(COLUMNS, nodes.stream().map(this::row).toList()).print(out, width);
    }

    private List<String> row(ListedNode node) {
        String operations = node.work().stream().map(NodeTable::words).collect(Collectors.joining(", "));
        return List.of(
                Escaped.of(node.node()),
                node.state(),
                Words.duration(Duration.ofSeconds(node.silentSeconds())) + " ago",
                Integer.toString(node.workers()),
                Integer.toString(
                        node.work().stream().mapToInt(ListedNode.Work::batches).sum()),
                operations.isEmpty() ? NOTHING : operations,
                time.format(node.since()),
                Escaped.of(node.version()));
    }

    /** {@code 42}, {@code 42 (plans)}; of several it is seen in the whole who does what, by {@code --json} how much. */
    private static String words(ListedNode.Work work) {
        String name = ResourceNames.last(work.operation());
        return work.task().equals("none") ? name : name + " (" + work.task() + ")";
    }
}
