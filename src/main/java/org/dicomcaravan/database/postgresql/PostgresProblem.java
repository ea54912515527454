package org.dicomcaravan.database.postgresql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.postgresql.util.PSQLException;

/**
 * What PostgreSQL says, in words for whoever runs the server: the one place that knows its codes
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
final class PostgresProblem {
    private static final int CLASS = 2;

    /** Two transactions met, and this one gave way: it is to be run again at once. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "55P03");

    /** It is started or stopped; or it ended a connection that was idle in a transaction. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

    /** A statement that was ended since it took too long. */
    private static final String SLOW = "57014";

    /** A lock that was not had in time. */
    private static final String LOCKED = "55P03";

    private static final String LOOK = "; its pg_stat_activity and pg_locks say what works on what, and waits for whom";

    private static final Set<String> DAMAGES = Set.of("XX001", "XX002");

    /** Who comes is not let in: by PostgreSQL, or since the driver can't say what it asks for. */
    private static final String REFUSAL = "28";

    private static final String REJECTED = "08004";
    private static final String WRONG_PASSWORD = "28P01";

    private static final String ACCESS = ", or let its pg_hba.conf take this user; where that says hostssl, add"
            + " sslmode=verify-full to caravan.state.url";

    private static final String READ_ONLY = "25006";

    private static final String FORBIDDEN = "42501";

    /** Where PostgreSQL finds that a statement was prepared before a table was changed. */
    private static final String LATE_PLAN = "RevalidateCachedQuery";

    private PostgresProblem() {}

    /** A failure as it is told to those who asked for something. */
    static DatabaseException of(Exception failure, String name) {
        SQLException said = find(failure);
        String state = said == null || said.getSQLState() == null ? "" : said.getSQLState();
        String words = said == null ? failure.toString() : sentence(said.getMessage());
        Optional<String> tls = said == null ? Optional.empty() : TlsProblem.of(said);
        if (tls.isPresent()) {
            return problem(RpcCode.UNAVAILABLE, name + tls.get(), failure);
        }
        if (state.equals(REJECTED)) {
            return ofClass(REFUSAL, words, failure, name);
        }
        if (isAway(failure)) {
            return problem(RpcCode.UNAVAILABLE, name + " can't be reached, or does not answer: " + words, failure);
        }
        if (state.equals(SLOW)) {
            return problem(RpcCode.UNAVAILABLE, name + " is slow: " + words + LOOK, failure);
        }
        if (isCollision(failure)) {
            String remedy = state.equals(LOCKED) ? LOOK : "";
            return problem(RpcCode.UNAVAILABLE, name + " is busy: " + words + remedy, failure);
        }
        if (state.equals(READ_ONLY)) {
            return readOnly(name, words, failure);
        }
        if (state.equals(FORBIDDEN)) {
            String remedy = "; let the user of caravan.state.url.user make and change tables there";
            return problem(RpcCode.INTERNAL, name + " forbids something: " + words + remedy, failure);
        }
        if (DAMAGES.contains(state)) {
            return problem(RpcCode.DATA_LOSS, name + " is damaged: " + words + "; put a backup in its place", failure);
        }
        return ofClass(state.substring(0, Math.min(CLASS, state.length())), words, failure, name);
    }

    private static DatabaseException ofClass(String kind, String words, Exception failure, String name) {
        return switch (kind) {
            case REFUSAL ->
                problem(
                        RpcCode.UNAVAILABLE,
                        name + " refuses the user: " + words + "; set caravan.state.url.user and"
                                + " caravan.state.url.password" + (isOfPassword(failure) ? "" : ACCESS),
                        failure);
            case "3D", "3F" ->
                problem(
                        RpcCode.INTERNAL,
                        name + " is not there: " + words + "; make it, or name another in caravan.state.url",
                        failure);
            case "53" ->
                problem(
                        RpcCode.RESOURCE_EXHAUSTED,
                        name + " has no room: " + words + "; free space on its disk, or give it more memory",
                        failure);
            case "58" ->
                problem(RpcCode.UNAVAILABLE, name + " fails: " + words + "; look at its disk and log", failure);
            default -> problem(RpcCode.INTERNAL, name + ": " + words, failure);
        };
    }

    static DatabaseException readOnly(String name, String words, Exception failure) {
        return problem(
                RpcCode.UNAVAILABLE,
                name + " takes no changes: " + words + "; it may be a standby, or made read-only",
                failure);
    }

    /** A statement was not done in time, however often it was tried. */
    static DatabaseException tooSlow(String name, int tries, Exception failure) {
        String words = sentence(find(failure).getMessage());
        return problem(RpcCode.INTERNAL, name + " is too slow, " + tries + " times in a row: " + words + LOOK, failure);
    }

    /** Nobody gave a connection back in time. */
    static DatabaseException exhausted(String name, int connections, Exception failure) {
        return problem(
                RpcCode.UNAVAILABLE,
                name + " is busy: all " + connections + " connections of this server are in use;"
                        + " raise caravan.state.connections if that happens often",
                failure);
    }

    /** The first line, without the full stop: the others are advice for programmers, and values. */
    private static String sentence(String message) {
        String line = message.lines().findFirst().orElse(message).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static DatabaseException problem(RpcCode code, String words, Exception failure) {
        return new DatabaseException(code, words, failure);
    }

    /** Whether it is not there at the moment, or says nothing. */
    static boolean isAway(Exception failure) {
        SQLException said = find(failure);
        String state = said == null || said.getSQLState() == null ? "" : said.getSQLState();
        return state.startsWith("08") || AWAY.contains(state) || state.isEmpty() && said != null;
    }

    /** Whether it is the database that failed. */
    static boolean isIn(Exception failure) {
        return find(failure) != null;
    }

    /** Whether a later try may meet something else. */
    static boolean isPassing(DatabaseException problem) {
        return problem.code() == RpcCode.UNAVAILABLE || problem.code() == RpcCode.RESOURCE_EXHAUSTED;
    }

    /** Whether it does not take the user or his password, or can't be trusted: which passes when somebody changes that. */
    static boolean isRefusal(Exception failure) {
        SQLException said = find(failure);
        if (said == null) {
            return false;
        }
        String state = String.valueOf(said.getSQLState());
        return state.startsWith(REFUSAL)
                || state.equals(REJECTED)
                || TlsProblem.of(said).isPresent();
    }

    private static boolean isOfPassword(Exception failure) {
        String state = find(failure).getSQLState();
        return state.equals(WRONG_PASSWORD) || state.equals(REJECTED);
    }

    /** Whether it is there, and a statement took too long. */
    static boolean isSlow(Exception failure) {
        SQLException said = find(failure);
        return said != null && SLOW.equals(said.getSQLState());
    }

    /** Whether somebody has held for long what a statement needs. */
    static boolean isLocked(Exception failure) {
        SQLException said = find(failure);
        return said != null && LOCKED.equals(said.getSQLState());
    }

    /** Whether a later try meets something else at once, with a database that is there. */
    static boolean isCollision(Exception failure) {
        SQLException said = find(failure);
        return said != null && (COLLISIONS.contains(String.valueOf(said.getSQLState())) || isLatePlan(said));
    }

    private static boolean isLatePlan(SQLException said) {
        return said instanceof PSQLException answer
                && answer.getServerErrorMessage() != null
                && LATE_PLAN.equals(answer.getServerErrorMessage().getRoutine());
    }

    /** Whether a pool had no connection to give, and knows no reason. */
    static boolean isWithoutConnection(Exception failure) {
        return find(failure) instanceof SQLTransientConnectionException said && said.getSQLState() == null;
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
