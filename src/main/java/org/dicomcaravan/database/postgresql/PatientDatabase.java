package org.dicomcaravan.database.postgresql;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.dicomcaravan.database.Database;
import org.jdbi.v3.core.Handle;

/** A view of a database that waits as long as it takes, but for statements that are never done in time. Thread-safe. */
final class PatientDatabase implements Database {
    private static final Duration EVER = Duration.ofDays(10_000);

    private final PostgresDatabase database;
    private final BooleanSupplier over;

    PatientDatabase(PostgresDatabase database, BooleanSupplier over) {
        this.database = database;
        this.over = over;
    }

    @Override
    public void migrate(String location, String history) {
        database.migrate(location, history);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return database.run(EVER, over, handle -> handle.inTransaction(work::apply));
    }

    @Override
    public <T> T writeSoon(Function<Handle, T> work) {
        return write(work);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return database.run(EVER, over, work);
    }

    @Override
    public void probe() {
        database.probe();
    }

    @Override
    public String name() {
        return database.name();
    }

    @Override
    public void close() {
        // whoever opened the database closes it
    }
}
