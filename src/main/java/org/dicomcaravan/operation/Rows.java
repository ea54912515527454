package org.dicomcaravan.operation;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Steps that several transactions have in common. */
final class Rows {
    private Rows() {}

    static Optional<Operation> find(Handle handle, long operation) {
        return handle.createQuery(OperationRow.SELECT + "WHERE o.id = :id")
                .bind("id", operation)
                .map(OperationRow::map)
                .findOne();
    }

    static Operation operation(Handle handle, long operation) {
        return find(handle, operation).orElseThrow(() -> unknown(operation));
    }

    static IllegalArgumentException unknown(long operation) {
        return new IllegalArgumentException("there is no operation " + operation);
    }

    /** Keeps others from changing an operation until this transaction ends, and waits for who keeps this one from it. */
    static void lock(Handle handle, long operation) {
        handle.createQuery("SELECT 1 FROM operation WHERE id = :id <forUpdate>")
                .bind("id", operation)
                .mapTo(Integer.class)
                .findOne();
    }

    /** Whether something is in the hands of the one who says so; of one who has nothing in hand, that is so. */
    static boolean isHeld(Handle handle, Optional<Held> held) {
        if (held.isPresent() && held.get() instanceof Batch batch) {
            return handle.createQuery("""
                            SELECT 1 FROM batch WHERE operation_id = :id AND number = :number
                                AND state = 'LEASED' AND attempts = :attempt <forShare>
                            """)
                    .bind("id", batch.operation())
                    .bind("number", batch.number())
                    .bind("attempt", batch.attempt())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
        }
        return held.isEmpty()
                || held.get() instanceof Claim claim && Claims.isOf(handle, claim.operation(), claim.fence());
    }

    /** Something of an operation got done; where it had been parked, its log says so. */
    static void gotOn(Handle handle, long operation) {
        if (Transitions.gotOn(handle, operation)) {
            String store = operation(handle, operation).origin().store();
            log(handle, operation, List.of(LogEntry.info(store, "The operation goes on.")));
        }
    }

    /** Appends to the log of an operation. */
    static void log(Handle handle, long operation, List<LogEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        long line = handle.createQuery("""
                                UPDATE operation SET log_lines = log_lines + :more WHERE id = :id RETURNING log_lines
                                """)
                        .bind("more", entries.size())
                        .bind("id", operation)
                        .mapTo(Long.class)
                        .one()
                - entries.size();
        PreparedBatch lines = handle.prepareBatch("""
                INSERT INTO log_line (operation_id, line, severity, resource_name, code, message)
                VALUES (?, ?, ?, ?, ?, ?)
                """);
        for (LogEntry entry : entries) {
            line++;
            lines.add(
                    operation,
                    line,
                    entry.severity(),
                    entry.resourceName(),
                    entry.code().number(),
                    entry.message());
        }
        lines.execute();
    }
}
