package org.dicomcaravan.google;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.BaseServiceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.dicomcaravan.rpc.RpcCode;

/** What a service of Google's answered, or the network did, in our words. */
final class GoogleErrors {
    private static final int TOO_MANY = 429;
    private static final Set<Integer> PASSING = Set.of(408, TOO_MANY, 500, 502, 503, 504);
    private static final int LONGEST_WORDS = 300;
    private static final Pattern DAMAGE = Pattern.compile("(?i)crc32c|md5|checksum|hash");
    private static final String PERMISSION = "; the server's account needs the role roles/storage.objectAdmin on the"
            + " bucket, or roles/storage.objectViewer to read from it. See"
            + " https://cloud.google.com/healthcare/docs/how-tos/permissions-healthcare-api-gcp-products for more information";
    private static final String CREDENTIALS = "; the server has no credentials that Cloud Storage takes: set"
            + " GOOGLE_APPLICATION_CREDENTIALS or caravan.gcs.credentials, or run gcloud auth application-default login";

    private GoogleErrors() {}

    /** The HTTP status of an answer, 0 if there was none. */
    static int status(Throwable failure) {
        HttpResponseException answer = find(failure, HttpResponseException.class);
        if (answer != null) {
            return answer.getStatusCode();
        }
        BaseServiceException service = find(failure, BaseServiceException.class);
        return service == null ? 0 : service.getCode();
    }

    /** How long the service asks to be left alone. */
    static Optional<Duration> retryAfter(Throwable failure) {
        HttpResponseException answer = find(failure, HttpResponseException.class);
        String seconds = answer == null || answer.getHeaders() == null
                ? null
                : answer.getHeaders().getRetryAfter();
        return seconds != null && seconds.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }

    /** Whether it asks for fewer requests, or can't do so many. */
    static boolean isOverload(Throwable failure) {
        int status = status(failure);
        return status == TOO_MANY || status == 503 || isRateLimit(failure);
    }

    private static boolean isRateLimit(Throwable failure) {
        BaseServiceException service = find(failure, BaseServiceException.class);
        return service != null && String.valueOf(service.getReason()).contains("ateLimitExceeded");
    }

    /** Whether the service found that what arrived is not what was sent. */
    static boolean isDamage(Throwable failure) {
        return status(failure) == 400 && DAMAGE.matcher(words(failure, 400)).find();
    }

    /** Whether the same call may succeed later by itself. */
    static boolean isPassing(Throwable failure) {
        if (find(failure, CancellationException.class) != null
                || find(failure, ProtocolException.class) != null
                || isInterruption(failure)) {
            return false;
        }
        int status = status(failure);
        return status == 0
                ? find(failure, IOException.class) != null
                : PASSING.contains(status) || isRateLimit(failure);
    }

    private static boolean isInterruption(Throwable failure) {
        InterruptedIOException found = find(failure, InterruptedIOException.class);
        return found != null && !(found instanceof SocketTimeoutException);
    }

    /** An error of a call about something, which {@code what} names. */
    static GoogleException of(Throwable failure, String what) {
        if (failure instanceof GoogleException already) {
            return already;
        }
        int status = status(failure);
        boolean overload = status == TOO_MANY || isRateLimit(failure);
        RpcCode code = overload ? RpcCode.RESOURCE_EXHAUSTED : code(status, failure);
        String advice = switch (code) {
            case PERMISSION_DENIED -> PERMISSION;
            case UNAUTHENTICATED -> CREDENTIALS;
            case RESOURCE_EXHAUSTED -> "; Cloud Storage asks for fewer requests";
            case UNAVAILABLE -> "; Cloud Storage can't be reached or is overloaded";
            default -> "";
        };
        return new GoogleException(
                code, status, isPassing(failure), what + ": " + words(failure, status) + advice, failure);
    }

    /** The service's own words, or what the network did: never the request, whose URL may be a secret. */
    private static String words(Throwable failure, int status) {
        if (find(failure, CancellationException.class) != null) {
            return "this server is stopping";
        }
        GoogleJsonResponseException json = find(failure, GoogleJsonResponseException.class);
        if (json != null && json.getDetails() != null && json.getDetails().getMessage() != null) {
            return plain(json.getDetails().getMessage()) + " (" + status + ")";
        }
        if (status != 0) {
            return "Cloud Storage answered " + status;
        }
        IOException network = find(failure, IOException.class);
        if (network == null) {
            return "its client failed (" + failure.getClass().getSimpleName() + ")";
        }
        if (find(failure, ProtocolException.class) != null) {
            return "its answer can't be used ("
                    + plain(find(failure, ProtocolException.class).getMessage()) + ")";
        }
        Throwable innermost = network;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String words = innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
        return "no whole answer came (" + plain(words) + ")";
    }

    /** In one line, without a URL or what is secret of one. */
    static String plain(String words) {
        String line = words.replaceAll("[\\p{Cc}\\p{Cf}]+", " ")
                .replaceAll("(?i)\\b[a-z][a-z0-9+.-]*://\\S+", "…")
                .replaceAll("(?i)upload_id=\\S*", "…")
                .strip();
        return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
    }

    private static RpcCode code(int status, Throwable failure) {
        return switch (status) {
            case 0 ->
                find(failure, IOException.class) != null || find(failure, CancellationException.class) != null
                        ? RpcCode.UNAVAILABLE
                        : RpcCode.INTERNAL;
            case 408, 500, 502, 503, 504 -> RpcCode.UNAVAILABLE;
            case 400 -> RpcCode.INVALID_ARGUMENT;
            case 401 -> RpcCode.UNAUTHENTICATED;
            case 403 -> RpcCode.PERMISSION_DENIED;
            case 404, 410 -> RpcCode.NOT_FOUND;
            case 409 -> RpcCode.ALREADY_EXISTS;
            case 412 -> RpcCode.FAILED_PRECONDITION;
            default -> RpcCode.INTERNAL;
        };
    }

    private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause() == at ? null : at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
