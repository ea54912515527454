package org.dicomcaravan.database;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Tables in a file, or on a server that several processes share. Thread-safe.
 *
 * <p>Statements are written once for all databases. Where they differ, statements have these words:
 *
 * <ul>
 *   <li>{@code <now>}: the present in microseconds since 1970, by the clock of the database if processes share it. A
 *       parameter {@code now} has to be bound, which is used where there is one process alone;
 *   <li>{@code <forUpdate>}, {@code <forShare>}, {@code <skipLocked>}: locks rows that are read, or skips those that
 *       others have locked; nothing where one transaction at a time changes anything;
 *   <li>{@code <forKeyShare>}: the same, against those alone who lock {@code <forUpdate>}: a change waits for nobody;
 *   <li>{@code <isThere>}: whether there is a table of the name that is bound as {@code table}.
 * </ul>
 */
public interface Database extends AutoCloseable {

    /**
     * Brings tables up to date.
     *
     * @param location the package of the scripts, as a path, with a folder for each kind of database in it
     * @param history the table that remembers which of them ran
     * @throws DatabaseException if it can't be reached or changed
     * @throws org.flywaydb.core.api.FlywayException if the tables are of a later version
     */
    void migrate(String location, String history);

    /**
     * Runs work as one transaction, safe on disk when this returns, with all that {@link #writeSoon} wrote before.
     *
     * @param work may be run again, where the first try came to nothing
     * @throws DatabaseException if nothing was changed, but for one whose end nobody saw
     */
    <T> T write(Function<Handle, T> work);

    /**
     * The same, of what is done again where it is missing: a transaction that may be lost, with all later ones, when the
     * power fails before the next {@link #write}; not when this process is killed.
     */
    <T> T writeSoon(Function<Handle, T> work);

    /**
     * Runs queries, each of which sees one moment.
     *
     * @throws DatabaseException if it can't be read
     */
    <T> T read(Function<Handle, T> work);

    /**
     * Tries whether it takes a change.
     *
     * @throws DatabaseException if it does not
     */
    void probe();

    /** For messages: {@code state.db}, or where the server is. */
    String name();

    @Override
    void close();
}
