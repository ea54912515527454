package org.dicomcaravan.operation;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;

/**
 * The logs of operations. One is read as it is when reading begins: entries in the order in which they came, each once.
 * Thread-safe.
 */
public final class OperationLog {
    private static final int PAGE = 1000;

    private final StateDatabase database;

    OperationLog(StateDatabase database) {
        this.database = database;
    }

    /**
     * The entries, read page by page as the stream goes on; a slow reader holds nothing up.
     *
     * @throws IllegalArgumentException if there is no such operation
     */
    public Stream<LogEntry> read(long operation) {
        long lines = database.read("reading the log of operation " + operation, h -> lines(h, operation));
        Iterator<LogEntry> pages = new Pages(operation, lines);
        return StreamSupport.stream(
                Spliterators.spliterator(pages, lines, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private static long lines(Handle handle, long operation) {
        return handle.createQuery("SELECT log_lines FROM operation WHERE id = :id")
                .bind("id", operation)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> Rows.unknown(operation));
    }

    /** Adds an entry, also behind the end of the operation. Nothing happens if there is no such operation. */
    public void add(long operation, LogEntry entry) {
        database.write("writing to the log of operation " + operation, h -> {
            if (Rows.find(h, operation).isPresent()) {
                Rows.log(h, operation, List.of(entry));
            }
            return operation;
        });
    }

    private List<LogEntry> page(long operation, long after, long last) {
        List<LogEntry> page = database.read(
                "reading the log of operation " + operation,
                h -> h.createQuery("""
                        SELECT severity, resource_name, code, message FROM log_line
                        WHERE operation_id = :id AND line > :after AND line <= :last ORDER BY line
                        """)
                        .bind("id", operation)
                        .bind("after", after)
                        .bind("last", last)
                        .map((row, context) -> new LogEntry(
                                LogEntry.Severity.valueOf(row.getString("severity")),
                                row.getString("resource_name"),
                                RpcCode.of(row.getInt("code")),
                                row.getString("message")))
                        .list());
        if (page.size() != last - after) {
            throw new IllegalStateException("the log of operation " + operation + " was removed while it was read:"
                    + " the operation is older than finished operations are kept");
        }
        return page;
    }

    private final class Pages implements Iterator<LogEntry> {
        private final long operation;
        private final long lines;
        private final Queue<LogEntry> page = new ArrayDeque<>();
        private long read;

        Pages(long operation, long lines) {
            this.operation = operation;
            this.lines = lines;
        }

        @Override
        public boolean hasNext() {
            return !page.isEmpty() || read < lines;
        }

        @Override
        public LogEntry next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the log of operation " + operation + " has " + lines + " lines");
            }
            if (page.isEmpty()) {
                long last = Math.min(lines, read + PAGE);
                page.addAll(page(operation, read, last));
                read = last;
            }
            return page.remove();
        }
    }
}
