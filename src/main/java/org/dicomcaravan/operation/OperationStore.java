package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.time.InstantSource;

/** The state file, open, and the beans that work on it. One server at a time opens a file. Thread-safe. */
public final class OperationStore implements AutoCloseable {
    private final StateDatabase database;
    private final Operations operations;
    private final Lifecycle lifecycle;
    private final SavedFilters filters;
    private final Plans plans;
    private final Batches batches;
    private final Suspects suspects;
    private final OperationLog log;
    private final Retention retention;

    private OperationStore(StateDatabase database, InstantSource clock) {
        this.database = database;
        StopWatch stops = new StopWatch(database);
        filters = new SavedFilters(database);
        operations = new Operations(database, clock, stops, filters);
        lifecycle = new Lifecycle(database, clock, stops);
        plans = new Plans(database, clock);
        batches = new Batches(database, clock);
        suspects = new Suspects(database);
        log = new OperationLog(database);
        retention = new Retention(database, clock, filters);
    }

    /**
     * Opens a state file, and makes it if it is absent.
     *
     * @param file such as {@code data/state.db}; its folder exists; SQLite puts files of its own beside it
     * @throws StateException if it can't be opened, or another server has it open
     */
    public static OperationStore open(Path file) {
        return open(file, InstantSource.system());
    }

    static OperationStore open(Path file, InstantSource clock) {
        StateDatabase database = StateDatabase.open(file);
        try {
            return new OperationStore(database, clock);
        } catch (StateException e) {
            database.close();
            throw e;
        }
    }

    public Operations operations() {
        return operations;
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    public SavedFilters filters() {
        return filters;
    }

    public Plans plans() {
        return plans;
    }

    public Batches batches() {
        return batches;
    }

    public Suspects suspects() {
        return suspects;
    }

    public OperationLog log() {
        return log;
    }

    public Retention retention() {
        return retention;
    }

    /**
     * Tries whether the file takes a change, by one that changes nothing.
     *
     * @throws StateException if it does not: its disk is full, fails or stands still
     */
    public void probe() {
        database.probe();
    }

    @Override
    public void close() {
        database.close();
    }
}
