package org.dicomcaravan.database.postgresql;

import java.sql.SQLException;
import java.util.Set;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;

/**
 * What PostgreSQL says, in words for whoever runs the server: the one place that knows its codes
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
final class PostgresProblem {
    private static final int CLASS = 2;

    /** Two transactions met, and this one gave way: it is to be run again at once. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "55P03");

    /** It is started or stopped, or took too long; or it ended a connection that was idle in a transaction. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57014", "25P03", "53300");

    private PostgresProblem() {}

    static DatabaseException of(Exception failure, String name) {
        SQLException said = find(failure);
        String state = said == null || said.getSQLState() == null ? "" : said.getSQLState();
        String words = said == null ? failure.toString() : said.getMessage();
        if (state.startsWith("08") || AWAY.contains(state) || state.isEmpty() && said != null) {
            return problem(RpcCode.UNAVAILABLE, name + " can't be reached, or does not answer: " + words, failure);
        }
        return switch (state.substring(0, Math.min(CLASS, state.length()))) {
            case "40", "55" -> problem(RpcCode.UNAVAILABLE, name + " is busy: " + words, failure);
            case "28" ->
                problem(
                        RpcCode.UNAVAILABLE,
                        name + " refuses the user: " + words + "; set caravan.state.url.user and"
                                + " caravan.state.url.password",
                        failure);
            case "25" ->
                problem(
                        RpcCode.UNAVAILABLE,
                        name + " takes no changes: " + words + "; it may be a standby, or made read-only",
                        failure);
            case "53" ->
                problem(
                        RpcCode.RESOURCE_EXHAUSTED,
                        name + " has no room: " + words + "; free space on its disk, or give it more memory",
                        failure);
            case "XX" -> problem(RpcCode.DATA_LOSS, name + " is damaged: " + words, failure);
            default -> problem(RpcCode.INTERNAL, name + ": " + words, failure);
        };
    }

    private static DatabaseException problem(RpcCode code, String words, Exception failure) {
        return new DatabaseException(code, words, failure);
    }

    /** Whether a later try may meet something else. */
    static boolean isPassing(DatabaseException problem) {
        return problem.code() == RpcCode.UNAVAILABLE || problem.code() == RpcCode.RESOURCE_EXHAUSTED;
    }

    /** Whether it does not take the user, or his password. */
    static boolean isRefusal(Exception failure) {
        SQLException said = find(failure);
        return said != null && String.valueOf(said.getSQLState()).startsWith("28");
    }

    static boolean isCollision(Exception failure) {
        SQLException said = find(failure);
        return said != null && COLLISIONS.contains(String.valueOf(said.getSQLState()));
    }

    /** The innermost: a pool says only that it has no connection. */
    private static SQLException find(Throwable failure) {
        SQLException found = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException said && (found == null || said.getSQLState() != null)) {
                found = said;
            }
        }
        return found;
    }
}
