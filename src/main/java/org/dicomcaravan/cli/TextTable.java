package org.dicomcaravan.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table that is made to fit a width: columns that are only nice to have go first, the last one foremost; then long
 * names lose their middles. Immutable.
 *
 * @param columns from the left to the right
 * @param rows a text for each column, without control characters
 */
record TextTable(List<Column> columns, List<List<String>> rows) {

    /** What may be done to a column for want of room. */
    enum Kind {
        /** Always there, and whole. */
        WHOLE,
        /** Always there. */
        CUT,
        /** Left out. */
        EXTRA
    }

    record Column(String head, Kind kind) {}

    /** No name is cut to less. */
    private static final int SHORTEST = 7;

    private static final int GAP = 2;
    private static final String CUT = "…";

    TextTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Whether all of it has room. */
    boolean fits(int width) {
        return width(columns.size(), Integer.MAX_VALUE) <= width;
    }

    /**
     * Prints it.
     *
     * @param width how wide it may be; absent where nothing is to be left out or cut
     */
    void print(PrintWriter out, Optional<Integer> width) {
        int most = width.orElse(Integer.MAX_VALUE);
        int shown = columns.size();
        while (columns.get(shown - 1).kind() == Kind.EXTRA && width(shown, Integer.MAX_VALUE) > most) {
            shown--;
        }
        int cell = longest();
        while (cell > SHORTEST && width(shown, cell) > most) {
            cell--;
        }
        Output.table(out, cells(shown, cell));
    }

    private List<List<String>> cells(int shown, int most) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.subList(0, shown).stream().map(Column::head).toList());
        for (List<String> row : rows) {
            cells.add(IntStream.range(0, shown)
                    .mapToObj(i -> isCut(i) ? cut(row.get(i), most) : row.get(i))
                    .toList());
        }
        return cells;
    }

    private boolean isCut(int column) {
        return columns.get(column).kind() == Kind.CUT;
    }

    private int width(int shown, int most) {
        int width = -GAP;
        for (int i = 0; i < shown; i++) {
            width += GAP + Math.max(Width.of(columns.get(i).head()), isCut(i) ? Math.min(widest(i), most) : widest(i));
        }
        return width;
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> Width.of(row.get(column))).max().orElse(0);
    }

    private int longest() {
        return IntStream.range(0, columns.size())
                .filter(this::isCut)
                .map(this::widest)
                .max()
                .orElse(0);
    }

    /** The two ends of a text; of a place in a bucket they say the most. */
    static String cut(String text, int most) {
        if (Width.of(text) <= most) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        int head = 0;
        int tail = characters.length;
        int width = Width.of(CUT);
        while (true) {
            boolean atHead = head <= characters.length - tail;
            int next = Width.of(Character.toString(atHead ? characters[head] : characters[tail - 1]));
            if (width + next > most) {
                break;
            }
            width += next;
            head += atHead ? 1 : 0;
            tail -= atHead ? 0 : 1;
        }
        return new String(characters, 0, head) + CUT + new String(characters, tail, characters.length - tail);
    }
}
