package org.dicomcaravan.destination;

import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;

/** What becomes of a table that is there already, see WriteDisposition of the API. */
public enum WriteDisposition {
    /** It has to be empty. */
    EMPTY,
    /** It is replaced. */
    TRUNCATE,
    /** Rows are added, and columns that it lacks. */
    APPEND,
    /** It may not be there, empty or not: what a call without a word about it means. */
    ABSENT;

    /**
     * Why a table that is there is not written.
     *
     * @return empty if it is
     */
    public Optional<DestinationException> refusal(TableUri table, boolean isEmpty) {
        boolean isWanted = switch (this) {
            case APPEND, TRUNCATE -> true;
            case EMPTY -> isEmpty;
            case ABSENT -> false;
        };
        return isWanted
                ? Optional.empty()
                : Optional.of(new DestinationException(
                        RpcCode.ALREADY_EXISTS,
                        "table " + table.uri()
                                + " exists already; set writeDisposition to WRITE_TRUNCATE or WRITE_APPEND"
                                + " (--write-disposition write-truncate or write-append), or name"
                                + " another table"));
    }
}
