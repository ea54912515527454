package org.dicomcaravan.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.dicomcaravan.rpc.RpcCode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A file could not be read or changed; it is as it was before the call. The message says why, in a few words that name
 * no path.
 */
public final class SqliteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int PRIMARY_CODE = 0xFF;

    private final RpcCode code;

    SqliteException(RpcCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What SQLite said, which may be deep inside; SQLite itself does not say of every error that the disk is full. */
    static SqliteException of(Exception failure, Path file) {
        SQLException said = find(failure);
        int primary = said instanceof SQLiteException lite ? lite.getResultCode().code & PRIMARY_CODE : 0;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code || (isOfTheDisk(primary) && WriteProbe.isFull(file))) {
            return new SqliteException(RpcCode.RESOURCE_EXHAUSTED, "the disk is full; free space", failure);
        }
        String words = said == null ? failure.toString() : said.getMessage();
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return damaged(words, failure);
        }
        RpcCode code = primary == SQLiteErrorCode.SQLITE_BUSY.code ? RpcCode.UNAVAILABLE : RpcCode.INTERNAL;
        return new SqliteException(code, words, failure);
    }

    static SqliteException damaged(String words, Throwable cause) {
        return new SqliteException(RpcCode.DATA_LOSS, "the file is damaged, or no database: " + words, cause);
    }

    private static boolean isOfTheDisk(int primary) {
        return primary == SQLiteErrorCode.SQLITE_IOERR.code || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code;
    }

    private static SQLException find(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException said) {
                return said;
            }
        }
        return null;
    }

    /**
     * {@code RESOURCE_EXHAUSTED} on a full disk, {@code UNAVAILABLE} while another program holds the file,
     * {@code DATA_LOSS} where it is damaged.
     */
    public RpcCode code() {
        return code;
    }
}
