package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The servers that work on the operations of a state. Each says now and then that it lives. Leases end without it; only
 * whether a lost lease counts as a death ({@link Leasing}) is told by it. Thread-safe.
 */
public final class Nodes {
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final StateDatabase database;

    Nodes(StateDatabase database) {
        this.database = database;
    }

    /**
     * What a node works on at this moment.
     *
     * @param operation full name of the operation
     * @param batches of it that are leased to the node
     * @param task what it does with the operation as a whole
     */
    public record Work(String operation, int batches, Task task) {}

    /** What one node at a time does with an operation. */
    public enum Task {
        /** It lists the store. */
        PLANS,
        /** All batches are done, and it makes the end of them. */
        ENDS,
        /** Another one does either, or nobody. */
        NONE
    }

    /** Says that a node is there: at its start, and every few seconds. */
    public void beat(String owner, String name, String version, int workers) {
        database.writeSoon("the heartbeat of node " + name, h -> {
            int known = h.createUpdate("UPDATE node SET heartbeat = <now> WHERE owner = :owner")
                    .bind("now", database.now())
                    .bind("owner", owner)
                    .execute();
            return known == 1 ? known : begin(h, owner, name, version, workers);
        });
    }

    private int begin(Handle handle, String owner, String name, String version, int workers) {
        handle.createUpdate("DELETE FROM node WHERE heartbeat < <now> - :long_ago OR name = :name AND stopping = 1")
                .bind("now", database.now())
                .bind("long_ago", Batches.micros(FORGOTTEN_AFTER))
                .bind("name", name)
                .execute();
        return handle.createUpdate("""
                        INSERT INTO node (owner, name, version, started, heartbeat, workers)
                        VALUES (:owner, :name, :version, <now>, <now>, :workers)
                        """)
                .bind("owner", owner)
                .bind("name", name)
                .bind("version", version)
                .bind("now", database.now())
                .bind("workers", workers)
                .execute();
    }

    /** Says that a node is about to stop. */
    public void stops(String owner) {
        database.writeSoon(
                "the stop of " + owner, h -> h.execute("UPDATE node SET stopping = 1 WHERE owner = ?", owner));
    }

    /** All that were heard of within a day, by their names, the latest start of each first. */
    public List<Node> list() {
        return database.read(
                "listing nodes",
                h -> h.createQuery("""
                        SELECT n.*, <now> - heartbeat AS silent FROM node n WHERE heartbeat >= <now> - :long_ago
                        ORDER BY name, started DESC
                        """)
                        .bind("now", database.now())
                        .bind("long_ago", Batches.micros(FORGOTTEN_AFTER))
                        .map((row, context) -> new Node(
                                row.getString("owner"),
                                row.getString("name"),
                                row.getString("version"),
                                Microseconds.instant(row.getLong("started")),
                                Duration.ofNanos(row.getLong("silent") * 1000),
                                row.getInt("workers"),
                                row.getInt("stopping") != 0))
                        .list());
    }

    /** What a node works on, by operation. */
    public List<Work> work(String owner) {
        return database.read(
                "listing the work of " + owner,
                h -> h.createQuery("""
                        SELECT o.dataset, o.id, o.state, o.claim_owner = :owner AND o.claim_until > <now> AS claimed,
                            (SELECT COUNT(*) FROM batch b WHERE b.operation_id = o.id AND b.state = 'LEASED'
                                AND b.owner = :owner AND b.lease_until > <now>) AS batches
                        FROM operation o WHERE o.state <> 'DONE' ORDER BY o.id
                        """)
                        .bind("now", database.now())
                        .bind("owner", owner)
                        .map((row, context) -> new Work(
                                row.getString("dataset") + "/operations/" + row.getLong("id"),
                                row.getInt("batches"),
                                row.getBoolean("claimed") ? task(row.getString("state")) : Task.NONE))
                        .filter(work -> work.task() != Task.NONE || work.batches() > 0)
                        .list());
    }

    private static Task task(String state) {
        return OperationState.valueOf(state) == OperationState.PLANNING ? Task.PLANS : Task.ENDS;
    }
}
