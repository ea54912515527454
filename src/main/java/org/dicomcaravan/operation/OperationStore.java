package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.time.InstantSource;
import org.dicomcaravan.database.Database;

/**
 * The state, and the beans that work on it: in a file that one server at a time opens, or in a database that several share.
 * Thread-safe.
 */
public final class OperationStore implements AutoCloseable {
    private final StateDatabase database;
    private final StopWatch stops;
    private final Operations operations;
    private final Lifecycle lifecycle;
    private final SavedFilters filters;
    private final Plans plans;
    private final Batches batches;
    private final DueBatches dueBatches;
    private final Suspects suspects;
    private final Claims claims;
    private final Nodes nodes;
    private final OperationLog log;
    private final Retention retention;

    private OperationStore(StateDatabase database, StopWatch stops) {
        this.database = database;
        this.stops = stops;
        filters = new SavedFilters(database);
        operations = new Operations(database, stops, filters);
        lifecycle = new Lifecycle(database, stops);
        plans = new Plans(database);
        batches = new Batches(database);
        dueBatches = new DueBatches(database);
        claims = new Claims(database);
        nodes = new Nodes(database);
        suspects = new Suspects(database);
        log = new OperationLog(database);
        retention = new Retention(database, filters);
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
        StateDatabase database = StateDatabase.open(file, clock);
        return new OperationStore(database, new StopWatch(database));
    }

    /**
     * Takes a database that several servers share, and brings its tables up to date.
     *
     * @throws StateException if it can't be reached, or is of a later version
     */
    public static OperationStore shared(Database database) {
        StateDatabase state = StateDatabase.shared(database);
        return new OperationStore(state, new StopWatch(state));
    }

    /** The same state by another view of its database, such as one that waits. What stops here is told there at once. */
    public OperationStore by(Database view) {
        return new OperationStore(StateDatabase.view(view), stops);
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

    public DueBatches dueBatches() {
        return dueBatches;
    }

    public Suspects suspects() {
        return suspects;
    }

    public Claims claims() {
        return claims;
    }

    public Nodes nodes() {
        return nodes;
    }

    public OperationLog log() {
        return log;
    }

    public Retention retention() {
        return retention;
    }

    /**
     * Tries whether the state takes a change, by one that changes nothing.
     *
     * @throws StateException if it does not: its disk is full, fails or stands still, or its server is away
     */
    public void probe() {
        database.probe();
    }

    @Override
    public void close() {
        database.close();
    }
}
