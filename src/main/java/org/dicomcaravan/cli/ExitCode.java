package org.dicomcaravan.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process ends with, for scripts. */
final class ExitCode {
    /** All went well: for an export, without a failed instance. */
    static final int OK = 0;

    /** Something that nobody foresaw, or a file that could not be read or written. */
    static final int FAILURE = 1;

    /** The operation ended, but some instances failed, or lines of its filter matched nothing; its log names them. */
    static final int INSTANCES_FAILED = 2;

    /** The operation ended in an error. */
    static final int OPERATION_ERROR = 3;

    /** The server refused the call. */
    static final int REFUSED = 4;

    /** The command line itself was wrong (EX_USAGE of sysexits.h). */
    static final int USAGE = 64;

    /** No server answered (EX_UNAVAILABLE). */
    static final int UNREACHABLE = 69;

    /** The operation was cancelled; also what a shell reports after Ctrl-C. */
    static final int CANCELLED = 130;

    private ExitCode() {}

    /** What each code says, for the help. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("" + OK, "all went well");
        meanings.put("" + FAILURE, "something unforeseen");
        meanings.put(
                "" + INSTANCES_FAILED,
                "the operation ended, but some instances failed, or lines of the filter matched nothing; its log names them");
        meanings.put("" + OPERATION_ERROR, "the operation ended in an error");
        meanings.put("" + REFUSED, "the server refused the call, or a query has no answer");
        meanings.put("" + USAGE, "wrong usage");
        meanings.put("" + UNREACHABLE, "no server of this program answered");
        meanings.put("" + CANCELLED, "cancelled");
        return meanings;
    }

    /**
     * The code for an operation that is done.
     *
     * @param filterLines lines of its filter that matched nothing
     */
    static int of(Operation operation, long filterLines) {
        if (operation.cancelled()) {
            return CANCELLED;
        }
        if (operation.error().isPresent()) {
            return OPERATION_ERROR;
        }
        return operation.failure() > 0 || filterLines > 0 ? INSTANCES_FAILED : OK;
    }
}
