package org.dicomcaravan.operation;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Operations as a whole: saved, found and listed; {@link Lifecycle} is what becomes of them. Thread-safe. */
public final class Operations {
    private static final Pattern NAME = Pattern.compile("(.+)/operations/([1-9][0-9]{0,18})");
    private static final int LARGEST_PAGE = 1000;

    /** An id is the microsecond of its making, and three digits that tell apart those of the same one. */
    static final long IDS_A_MICROSECOND = 1000;

    private final StateDatabase database;
    private final StopWatch stops;
    private final SavedFilters filters;

    Operations(StateDatabase database, StopWatch stops, SavedFilters filters) {
        this.database = database;
        this.stops = stops;
        this.filters = filters;
    }

    /** Saves a new operation, ready to be planned. */
    public Operation create(NewOperation origin) {
        return save(newId(), origin);
    }

    /**
     * The same, with its filter as it is now.
     *
     * @param filter is read to its end, whatever comes of it
     * @throws IOException if it can't be read; nothing was saved then
     */
    public Operation create(NewOperation origin, InputStream filter) throws IOException {
        long id = newId();
        try {
            filters.save(id, filter);
            return save(id, origin);
        } catch (IOException | RuntimeException e) {
            try {
                filters.forget(id);
            } catch (StateException left) {
                e.addSuppressed(left); // the retention removes it
            }
            throw e;
        }
    }

    /** Later is larger, even where the clock was set back, and of whichever server. */
    private long newId() {
        return database.writeSoon(
                "numbering an operation",
                h -> h.createQuery("""
                        UPDATE last_operation
                        SET id = CASE WHEN id >= <now> * :ids THEN id + 1 ELSE <now> * :ids END
                        RETURNING id
                        """)
                        .bind("now", database.now())
                        .bind("ids", IDS_A_MICROSECOND)
                        .mapTo(Long.class)
                        .one());
    }

    private Operation save(long id, NewOperation origin) {
        return database.write("saving operation " + origin.dataset() + "/operations/" + id, h -> {
            h.createUpdate("""
                            INSERT INTO operation
                                (id, dataset, store, api_version, method, request, create_time, state)
                            VALUES (:id, :dataset, :store, :version, :method, :request, <now>, 'PLANNING')
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("id", id)
                    .bind("dataset", origin.dataset())
                    .bind("store", origin.store())
                    .bind("version", origin.apiVersion())
                    .bind("method", origin.method())
                    .bind("request", origin.request())
                    .bind("now", database.now())
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

    /**
     * The operation of an id that is worked on.
     *
     * @throws IllegalStateException if it is gone
     */
    public Operation require(long operation) {
        return find(operation).orElseThrow(() -> new IllegalStateException("Operation " + operation + " is gone"));
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

    /** Full names of the datasets that have an operation, whether done or not. */
    public List<String> datasets() {
        return database.read(
                "listing the datasets of operations",
                h -> h.createQuery("SELECT DISTINCT dataset FROM operation")
                        .mapTo(String.class)
                        .list());
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
     * How many operations of a project are not done.
     *
     * @param project {@code projects/P}
     */
    public long unfinished(String project) {
        String prefix = project + "/";
        return database.read(
                "counting the operations of " + project,
                h -> h.createQuery("""
                        SELECT COUNT(*) FROM operation
                        WHERE state <> 'DONE' AND substr(dataset, 1, length(:prefix)) = :prefix
                        """).bind("prefix", prefix).mapTo(Long.class).one());
    }

    /**
     * Whether to stop working on an operation: it is to be cancelled or stopped, parked, or has ended, or the process ends.
     * Cheap enough to ask for each frame: looks into the state at most twice a second, and knows at once what this process
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
}
