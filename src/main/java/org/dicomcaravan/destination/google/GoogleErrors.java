package org.dicomcaravan.destination.google;

import com.google.cloud.BaseServiceException;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/** What Cloud Storage answers, as an error of the destination. */
final class GoogleErrors {
    static final int PRECONDITION_FAILED = 412;
    static final int NOT_FOUND = 404;

    private GoogleErrors() {}

    static DestinationException noBucket(String bucket, Exception cause) {
        return new DestinationException(
                RpcCode.NOT_FOUND,
                false,
                "bucket " + Quoted.of(bucket) + " does not exist in Cloud Storage: create it, or check its name",
                cause);
    }

    static DestinationException noObject(ObjectName object) {
        return new DestinationException(RpcCode.NOT_FOUND, "object " + object + " does not exist");
    }

    static DestinationException changing(ObjectName object) {
        return new DestinationException(
                RpcCode.UNAVAILABLE, true, "object " + object + " is being changed by others at the same time", null);
    }

    static DestinationException damaged(ObjectName object, String sent, String stored) {
        return new DestinationException(
                RpcCode.DATA_LOSS,
                true,
                "object " + object + " was damaged on its way and deleted: CRC32C sent " + sent + ", stored " + stored,
                null);
    }

    /** The service's own words in an exception of its client, if there are any. */
    static BaseServiceException find(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BaseServiceException found) {
                return found;
            }
        }
        return e instanceof IOException io ? new StorageException(io) : new StorageException(0, e.toString(), e);
    }

    /** An error of a call about an object or a bucket, which {@code where} names. */
    static DestinationException of(Exception e, String where) {
        if (e instanceof DestinationException already) {
            return already;
        }
        BaseServiceException answer = find(e);
        boolean slowDown =
                answer.getCode() == 429 || String.valueOf(answer.getReason()).contains("ateLimitExceeded");
        RpcCode code = slowDown ? RpcCode.RESOURCE_EXHAUSTED : code(answer.getCode());
        String advice = switch (code) {
            case PERMISSION_DENIED, UNAUTHENTICATED ->
                "; the server's account needs the role"
                        + " roles/storage.objectAdmin on the bucket, and credentials"
                        + " (GOOGLE_APPLICATION_CREDENTIALS or gcloud auth application-default login)";
            case UNAVAILABLE -> "; Cloud Storage can't be reached or is overloaded";
            default -> "";
        };
        return new DestinationException(
                code, slowDown || code == RpcCode.UNAVAILABLE, where + ": " + answer.getMessage() + advice, e);
    }

    private static RpcCode code(int http) {
        return switch (http) {
            case 0, 408, 500, 502, 503, 504 -> RpcCode.UNAVAILABLE;
            case 400 -> RpcCode.INVALID_ARGUMENT;
            case 401 -> RpcCode.UNAUTHENTICATED;
            case 403 -> RpcCode.PERMISSION_DENIED;
            case NOT_FOUND -> RpcCode.NOT_FOUND;
            case 409 -> RpcCode.ALREADY_EXISTS;
            case PRECONDITION_FAILED -> RpcCode.FAILED_PRECONDITION;
            default -> RpcCode.INTERNAL;
        };
    }
}
