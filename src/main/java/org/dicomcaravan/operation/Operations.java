package org.dicomcaravan.operation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.rpc.RpcStatus;
import org.jdbi.v3.core.Handle;

/** Operations as a whole: saved, found, listed, stopped and ended. Thread-safe. */
public final class Operations {
    private static final Pattern NAME = Pattern.compile("(.+)/operations/([1-9][0-9]{0,18})");
    private static final int LARGEST_PAGE = 1000;

    /** An id is the microsecond of its making, and three digits that tell apart those of the same one. */
    private static final long IDS_A_MICROSECOND = 1000;

    private final StateDatabase database;
    private final InstantSource clock;
    private final StopWatch stops;
    private final AtomicLong lastId;

    Operations(StateDatabase database, InstantSource clock, StopWatch stops) {
        this.database = database;
        this.clock = clock;
        this.stops = stops;
        lastId = new AtomicLong(database.read(
                "the search for the newest operation",
                h -> h.createQuery("SELECT COALESCE(MAX(id), 0) FROM operation")
                        .mapTo(Long.class)
                        .one()));
    }

    /** Saves a new operation, ready to be planned. */
    public Operation create(NewOperation origin) {
        long now = Microseconds.of(clock.instant());
        // Later is larger, even where the clock was set back.
        long id = lastId.updateAndGet(last -> Math.max(last + 1, now * IDS_A_MICROSECOND));
        return database.write("saving operation " + origin.dataset() + "/operations/" + id, h -> {
            h.createUpdate("""
                            INSERT INTO operation
                                (id, dataset, store, api_version, method, request, create_time, state)
                            VALUES (:id, :dataset, :store, :version, :method, :request, :now, 'PLANNING')
                            """)
                    .bind("id", id)
                    .bind("dataset", origin.dataset())
                    .bind("store", origin.store())
                    .bind("version", origin.apiVersion())
                    .bind("method", origin.method())
                    .bind("request", origin.request())
                    .bind("now", now)
                    .execute();
            return Rows.operation(h, id);
        });
    }

    /** The operation of a full name; empty if there is none, also for a name that is none. */
    public Optional<Operation> find(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return id(parts.group(2)).flatMap(this::find).filter(it -> it.name().equals(name));
    }

    /** The operation of an id. */
    public Optional<Operation> find(long operation) {
        return database.read("reading operation " + operation, h -> Rows.find(h, operation));
    }

    private static Optional<Long> id(String digits) {
        try {
            return Optional.of(Long.parseLong(digits));
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }

    /**
     * A page of a dataset's operations, newest first. Operations that start between two pages change nothing on the
     * pages that follow.
     *
     * @param pageSize 1 to 1000
     * @param pageToken of the page before; empty for the first
     * @throws IllegalArgumentException for another size, or a token that was not given out for this dataset
     */
    public OperationPage list(String dataset, int pageSize, Optional<String> pageToken) {
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw new IllegalArgumentException("page size " + pageSize + ": 1 to " + LARGEST_PAGE + " expected");
        }
        long before = pageToken.map(token -> PageToken.read(token, dataset)).orElse(Long.MAX_VALUE);
        List<Operation> found = database.read(
                "listing operations of " + dataset,
                h -> h.createQuery(OperationRow.SELECT
                                + "WHERE o.dataset = :dataset AND o.id < :before ORDER BY o.id DESC LIMIT :limit")
                        .bind("dataset", dataset)
                        .bind("before", before)
                        .bind("limit", pageSize + 1)
                        .map(OperationRow::map)
                        .list());
        if (found.size() <= pageSize) {
            return new OperationPage(found, Optional.empty());
        }
        long last = found.get(pageSize - 1).id();
        return new OperationPage(found.subList(0, pageSize), Optional.of(PageToken.after(last, dataset)));
    }

    /** Operations that are not done, oldest first: what to go on with after a restart. */
    public List<UnfinishedOperation> unfinished() {
        return database.read(
                "listing unfinished operations",
                h -> h.createQuery("SELECT id, state FROM operation WHERE state <> 'DONE' ORDER BY id")
                        .map((row, context) -> new UnfinishedOperation(
                                row.getLong("id"), OperationState.valueOf(row.getString("state"))))
                        .list());
    }

    /**
     * Asks for an operation to be cancelled: no step of it is saved and no batch leased any more, and {@link
     * #isStopping} tells those who work on it. It ends with code 1 when no batch is leased any more, by {@link
     * #finish}. Where none is, the state is {@code FINISHING} at once, and the caller sees to the finish. A done
     * operation stays as it is.
     *
     * @return the operation after the request; empty if there is none of that name
     */
    public Optional<Operation> requestCancel(String name) {
        return find(name).map(it -> {
            Operation after = stop(it.id(), RpcStatus.cancelled(), true);
            stops.forget(it.id());
            return after;
        });
    }

    /**
     * Stops an operation that can't succeed, such as for want of its destination: as {@link #requestCancel}, with
     * another reason. The first reason stays.
     *
     * @return the operation after it; in state {@code FINISHING} the caller sees to the finish
     */
    public Operation stop(long operation, RpcStatus reason) {
        Operation after = stop(operation, reason, false);
        stops.forget(operation);
        return after;
    }

    private Operation stop(long operation, RpcStatus reason, boolean cancel) {
        return database.write("stopping operation " + operation, h -> {
            h.createUpdate("""
                            UPDATE operation SET
                                cancel_requested = CASE WHEN :cancel = 1 THEN 1 ELSE cancel_requested END,
                                error_code = COALESCE(error_code, :code),
                                error_message = COALESCE(error_message, :message)
                            WHERE id = :id AND state <> 'DONE'
                            """)
                    .bind("cancel", cancel ? 1 : 0)
                    .bind("code", reason.code().number())
                    .bind("message", reason.message())
                    .bind("id", operation)
                    .execute();
            Rows.settle(h, operation, Microseconds.of(clock.instant()));
            return Rows.operation(h, operation);
        });
    }

    /**
     * Whether to stop working on an operation: it is to be cancelled or stopped, or has ended, or the process ends.
     * Cheap enough to ask for each frame: looks into the file at most twice a second, and knows at once what this process
     * did itself.
     */
    public boolean isStopping(long operation) {
        return stops.isStopping(operation);
    }

    /**
     * Says that this process is about to end: {@link #isStopping} holds for every operation from now on, so that all
     * work is let go. Nothing of that is saved; the next process goes on with the operations.
     */
    public void halt() {
        stops.halt();
    }

    /** Whether {@link #halt} was called: what stops now does so for the process and not for its operation. */
    public boolean isHalted() {
        return stops.isHalted();
    }

    /**
     * Moves an operation with nothing left to do to {@code FINISHING}: all batches done, or stopped and none leased.
     * What reports or releases a batch does it by itself; this is for one who finds a batch that can't be leased.
     *
     * @return true for exactly one caller, who then sees to the finish
     */
    public boolean settle(long operation) {
        return database.write(
                "settling operation " + operation, h -> Rows.settle(h, operation, Microseconds.of(clock.instant())));
    }

    /**
     * Ends an operation in state {@code FINISHING}: with the error that it was stopped by, else well. May be repeated.
     *
     * @return the operation as it ended; empty if it had ended before, so that what follows an end is done once
     * @throws IllegalStateException if it still has something to do
     */
    public Optional<Operation> finish(long operation) {
        return database.write("finishing operation " + operation, h -> {
            Operation before = Rows.operation(h, operation);
            if (before.isDone()) {
                return Optional.empty();
            }
            if (before.state() != OperationState.FINISHING) {
                throw new IllegalStateException(
                        before.name() + " can't be finished in state " + before.state() + ": it has batches to run");
            }
            end(h, operation);
            return Optional.of(Rows.operation(h, operation));
        });
    }

    /**
     * Ends an operation with an error at once, whatever still runs; better {@link #stop} it, then nothing does.
     * Nothing happens to one that has ended already.
     *
     * @return the operation as it ended
     */
    public Operation fail(long operation, RpcStatus error) {
        Operation ended = database.write("failing operation " + operation, h -> {
            h.createUpdate("""
                            UPDATE operation SET error_code = :code, error_message = :message
                            WHERE id = :id AND state <> 'DONE'
                            """)
                    .bind("code", error.code().number())
                    .bind("message", error.message())
                    .bind("id", operation)
                    .execute();
            end(h, operation);
            return Rows.operation(h, operation);
        });
        stops.forget(operation);
        return ended;
    }

    private void end(Handle handle, long operation) {
        handle.createUpdate("UPDATE operation SET state = 'DONE', end_time = :now WHERE id = :id AND state <> 'DONE'")
                .bind("now", Microseconds.of(clock.instant()))
                .bind("id", operation)
                .execute();
    }
}
