package org.dicomcaravan.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.jdbi.v3.core.statement.StatementContext;

/** An operation's row with the progress of its leased batches, and how it becomes an {@link Operation}. */
final class OperationRow {
    /** To be followed by a WHERE over {@code o}, the operation. */
    static final String SELECT = """
            SELECT o.*,
                (SELECT COALESCE(SUM(b.success), 0) FROM batch b
                    WHERE b.operation_id = o.id AND b.state = 'LEASED') AS running_success,
                (SELECT COALESCE(SUM(b.failure), 0) FROM batch b
                    WHERE b.operation_id = o.id AND b.state = 'LEASED') AS running_failure
            FROM operation o
            """;

    private OperationRow() {}

    static Operation map(ResultSet row, StatementContext context) throws SQLException {
        OperationState state = OperationState.valueOf(row.getString("state"));
        long end = row.getLong("end_time");
        return new Operation(
                row.getLong("id"),
                new NewOperation(
                        row.getString("dataset"),
                        row.getString("store"),
                        row.getString("api_version"),
                        row.getString("method"),
                        row.getString("request")),
                state,
                Microseconds.instant(row.getLong("create_time")),
                state == OperationState.DONE ? Optional.of(Microseconds.instant(end)) : Optional.empty(),
                row.getInt("cancel_requested") != 0,
                stopReason(row),
                waitsFor(row),
                endingStages(row),
                counters(row, state == OperationState.DONE),
                row.getLong("ignored"),
                row.getLong("log_lines"));
    }

    private static List<String> endingStages(ResultSet row) throws SQLException {
        return Arrays.stream(row.getString("ending_stages").split(" ", -1))
                .filter(stage -> !stage.isEmpty())
                .toList();
    }

    private static Optional<RpcStatus> stopReason(ResultSet row) throws SQLException {
        String message = row.getString("error_message");
        return message == null
                ? Optional.empty()
                : Optional.of(new RpcStatus(RpcCode.of(row.getInt("error_code")), message));
    }

    private static Optional<String> waitsFor(ResultSet row) throws SQLException {
        row.getLong("parked_until");
        return row.wasNull() ? Optional.empty() : Optional.of(row.getString("parked_reason"));
    }

    private static Counters counters(ResultSet row, boolean done) throws SQLException {
        long success = row.getLong("success");
        long failure = row.getLong("failure");
        long settled = row.getLong("settled");
        // What a batch had done when its operation ended was not reported: it does not count.
        long runningSuccess = done ? 0 : row.getLong("running_success");
        long runningFailure = done ? 0 : row.getLong("running_failure");
        return new Counters(
                success + runningSuccess,
                row.getLong("listing_failure") + failure + runningFailure,
                done ? 0 : row.getLong("instances") - settled - runningSuccess - runningFailure,
                settled - success - failure);
    }
}
