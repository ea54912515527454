package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Pathless;

/** What DuckDB says, which tells errors by their words alone, in words for the user. */
final class DuckErrors {
    private DuckErrors() {}

    /**
     * An error.
     *
     * @param what could not be written
     * @param database in which it was
     */
    static DestinationException of(String what, String database, SQLException e) {
        String words = String.valueOf(e.getMessage());
        String text = words.toLowerCase(Locale.ROOT);
        if (isLocked(e)) {
            return new DestinationAwayException(database + " is open in another program: close it there", e);
        }
        if (text.contains("not a valid duckdb database")) {
            return new DestinationException(
                    RpcCode.DATA_LOSS,
                    false,
                    database + " is damaged, or no file of DuckDB; remove it, or put it back from a copy",
                    e);
        }
        if (text.contains("out of memory")) {
            return new DestinationException(
                    RpcCode.RESOURCE_EXHAUSTED,
                    false,
                    what + " needs more memory than DuckDB may have; raise caravan.tables.duckdb-mebibytes",
                    e);
        }
        return new DestinationException(
                code(text), false, what + " can't be written: " + Pathless.of(firstLine(words)), e);
    }

    /** Whether a file can't be opened because another program has it open. */
    static boolean isLocked(SQLException e) {
        return String.valueOf(e.getMessage()).contains("Could not set lock on file");
    }

    private static RpcCode code(String text) {
        if (text.contains("no space left")) {
            return RpcCode.RESOURCE_EXHAUSTED;
        }
        boolean isOfTheTable = text.contains("constraint error") || text.contains("dependency error");
        return isOfTheTable ? RpcCode.FAILED_PRECONDITION : RpcCode.INTERNAL;
    }

    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("");
    }

    static DestinationException of(IOException e) {
        RpcCode code = FileProblem.isFull(e) ? RpcCode.RESOURCE_EXHAUSTED : RpcCode.FAILED_PRECONDITION;
        return new DestinationException(code, false, "the folder of tables can't be used: " + FileProblem.of(e), e);
    }
}
