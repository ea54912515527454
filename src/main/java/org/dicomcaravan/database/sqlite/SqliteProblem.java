package org.dicomcaravan.database.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.io.DiskRoom;
import org.dicomcaravan.rpc.RpcCode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What SQLite says, in words for whoever runs the server: the one place that knows its codes
 * (https://www.sqlite.org/rescode.html).
 */
final class SqliteProblem {
    private static final int PRIMARY_CODE = 0xFF;

    private SqliteProblem() {}

    /**
     * What an exception says of a file, which may be deep inside. SQLite itself does not say of every error that the disk is
     * full: a log, or its index in shared memory, that can't grow is an I/O error to it.
     */
    static DatabaseException of(Exception failure, Path file) {
        SQLException said = find(failure);
        if (!(said instanceof SQLiteException lite)) {
            return new DatabaseException(
                    RpcCode.INTERNAL, said == null ? failure.toString() : said.getMessage(), failure);
        }
        SQLiteErrorCode code = lite.getResultCode();
        SQLiteErrorCode primary = SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE);
        return switch (primary) {
            case SQLITE_FULL -> full(file, failure);
            case SQLITE_IOERR ->
                WriteProbe.isFull(file)
                        ? full(file, failure)
                        : internal(
                                "its disk fails (" + code + "); look at the disk, and into the system's log", failure);
            case SQLITE_CANTOPEN, SQLITE_PERM ->
                WriteProbe.isFull(file)
                        ? full(file, failure)
                        : internal(
                                "it can't be opened (" + code + "); it has to be a file that the server's user may read"
                                        + " and write, in a folder where he may make others",
                                failure);
            case SQLITE_READONLY ->
                internal(
                        "it is read-only (" + code + "); the server's user has to write to it, and beside it", failure);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(said.getMessage(), failure);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new DatabaseException(
                        RpcCode.UNAVAILABLE,
                        "another program has it open and locked (" + code + "); end that",
                        failure);
            default -> internal(said.getMessage(), failure);
        };
    }

    static DatabaseException full(Path file, Throwable cause) {
        return new DatabaseException(
                RpcCode.RESOURCE_EXHAUSTED, "the disk is full" + DiskRoom.left(file) + "; free space", cause);
    }

    static DatabaseException damaged(String words, Throwable cause) {
        return new DatabaseException(RpcCode.DATA_LOSS, "the file is damaged, or no database: " + words, cause);
    }

    private static DatabaseException internal(String words, Throwable cause) {
        return new DatabaseException(RpcCode.INTERNAL, words, cause);
    }

    /** Whether SQLite had a part in it. */
    static boolean isIn(Exception failure) {
        return find(failure) != null;
    }

    private static SQLException find(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException said) {
                return said;
            }
        }
        return null;
    }
}
