package org.dicomcaravan.operation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;

/**
 * A state for one who only looks at it: beside servers that work on it, or without one. Nothing is made, changed or brought
 * up to date. Thread-safe.
 */
public final class SavedState implements AutoCloseable {
    private final Database database;
    private final StateDatabase state;

    private SavedState(Database database) {
        this.database = database;
        this.state = StateDatabase.view(database);
    }

    /**
     * Looks at a database.
     *
     * @param database is closed with this
     * @throws StateException if it can't be read, or has no state
     */
    public static SavedState of(Database database) {
        SavedState saved = new SavedState(database);
        try {
            saved.require("operation", "no server has worked with it yet");
            return saved;
        } catch (StateException e) {
            saved.close();
            throw e;
        }
    }

    /**
     * Reads the log of an operation, as it is now.
     *
     * @param operation its full name, or the last part of it
     * @param entries told of each entry, in the order in which they came
     * @return false if there is no such operation
     * @throws StateException if it can't be read
     */
    public boolean readLog(String operation, Consumer<LogEntry> entries) {
        Optional<Long> id = state.read(
                "reading operation " + operation,
                h -> h.createQuery(
                                "SELECT id FROM operation WHERE :name IN (CAST(id AS TEXT), dataset || '/operations/' || id)")
                        .bind("name", operation)
                        .mapTo(Long.class)
                        .findOne());
        id.ifPresent(found -> new OperationLog(state).read(found).forEach(entries));
        return id.isPresent();
    }

    /**
     * The servers that work on it, or did within a day, with what each works on.
     *
     * @throws StateException if it can't be read, or is of a version that knew no nodes
     */
    public List<NodeAtWork> nodes() {
        require("node", "it is of an earlier version, which kept no list of nodes");
        Nodes nodes = new Nodes(state);
        return nodes.list().stream()
                .map(node -> new NodeAtWork(node, nodes.work(node.owner())))
                .toList();
    }

    /**
     * A server, and what it works on.
     *
     * @param work by operation; empty if it is idle
     */
    public record NodeAtWork(Node node, List<Nodes.Work> work) {
        /** Copies the list. */
        public NodeAtWork {
            work = List.copyOf(work);
        }
    }

    private void require(String table, String otherwise) {
        if (!state.read("looking for tables", h -> has(h, table))) {
            throw new StateException(
                    RpcCode.NOT_FOUND,
                    "the state in " + database.name() + " can't be read: " + otherwise
                            + "; start a server of this version with it, or name another one",
                    null);
        }
    }

    private static boolean has(Handle handle, String table) {
        return handle.createQuery("SELECT <isThere>")
                .bind("table", table)
                .mapTo(Boolean.class)
                .one();
    }

    /** Where it is, for messages. */
    public String name() {
        return database.name();
    }

    @Override
    public void close() {
        database.close();
    }
}
