package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import java.util.Set;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.rpc.RpcCode;

/** What BigQuery answers, as an error of the destination. See Google's "Error messages" of BigQuery for the reasons. */
final class BigQueryErrors {
    /** A job that fails for one of these may work if another one is made. */
    private static final Set<String> PASSING = Set.of(
            "backendError",
            "internalError",
            "rateLimitExceeded",
            "jobRateLimitExceeded",
            "jobBackendError",
            "jobInternalError",
            "tableUnavailable");

    private BigQueryErrors() {}

    static DestinationException noDataset(TableUri table) {
        return new DestinationException(
                RpcCode.NOT_FOUND,
                "dataset " + table.project() + "." + table.dataset()
                        + " does not exist in BigQuery: create it (bq mk --dataset " + table.project() + ":"
                        + table.dataset() + "), or check its name");
    }

    /** Whether another job may do what a job failed at. */
    static boolean isPassing(BigQueryError error) {
        return PASSING.contains(String.valueOf(error.getReason()));
    }

    /** What a job failed for. */
    static DestinationException of(BigQueryError error, TableUri table) {
        RpcCode code = code(String.valueOf(error.getReason()), 0);
        String sentence = sentence(table, error.getReason(), error.getMessage(), code);
        return isPassing(error) ? away(sentence, null) : new DestinationException(code, sentence);
    }

    /** What a call failed for. */
    static DestinationException of(BigQueryException e, TableUri table) {
        RpcCode code = code(String.valueOf(e.getReason()), e.getCode());
        String sentence = sentence(table, e.getReason(), e.getMessage(), code);
        boolean passes = code == RpcCode.UNAVAILABLE || PASSING.contains(String.valueOf(e.getReason()));
        return passes ? away(sentence, e) : new DestinationException(code, false, sentence, e);
    }

    /** What may be another time: the rows of a whole export are not given up for a service that has a bad hour. */
    static DestinationException away(String sentence, Exception cause) {
        return new DestinationAwayException(sentence, cause);
    }

    private static String sentence(TableUri table, String reason, String message, RpcCode code) {
        String advice = switch (code) {
            case PERMISSION_DENIED, UNAUTHENTICATED ->
                "; the server's account needs the roles roles/bigquery.dataEditor on the dataset and"
                        + " roles/bigquery.jobUser on the project, and credentials (GOOGLE_APPLICATION_CREDENTIALS or"
                        + " gcloud auth application-default login)";
            case UNAVAILABLE ->
                "; BigQuery can't be reached, or is overloaded (caravan.bigquery.endpoint, if it is set, says where it is)";
            default -> "";
        };
        String known = reason == null || reason.isEmpty() ? "" : " (" + reason + ")";
        return "table " + table.uri() + ": BigQuery says" + known + ": " + message + advice;
    }

    private static RpcCode code(String reason, int http) {
        return switch (reason) {
            case "accessDenied", "billingNotEnabled" -> RpcCode.PERMISSION_DENIED;
            case "authError" -> RpcCode.UNAUTHENTICATED;
            case "notFound" -> RpcCode.NOT_FOUND;
            case "duplicate" -> RpcCode.ALREADY_EXISTS;
            case "quotaExceeded", "rateLimitExceeded", "jobRateLimitExceeded", "resourcesExceeded" ->
                RpcCode.RESOURCE_EXHAUSTED;
            case "backendError",
                    "internalError",
                    "jobBackendError",
                    "jobInternalError",
                    "tableUnavailable",
                    "timeout" -> RpcCode.UNAVAILABLE;
            case "stopped" -> RpcCode.ABORTED;
            case "invalid", "invalidQuery" -> RpcCode.FAILED_PRECONDITION;
            default -> code(http);
        };
    }

    private static RpcCode code(int http) {
        return switch (http) {
            case 0, 408, 500, 502, 503, 504 -> RpcCode.UNAVAILABLE;
            case 400 -> RpcCode.INVALID_ARGUMENT;
            case 401 -> RpcCode.UNAUTHENTICATED;
            case 403 -> RpcCode.PERMISSION_DENIED;
            case 404 -> RpcCode.NOT_FOUND;
            case 409 -> RpcCode.ALREADY_EXISTS;
            case 429 -> RpcCode.RESOURCE_EXHAUSTED;
            default -> RpcCode.INTERNAL;
        };
    }
}
