package org.dicomcaravan.export;

import org.apache.camel.Exchange;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.operation.StateException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.dicomcaravan.transcode.ContentException;
import org.dicomcaravan.transcode.TranscodeException;

/**
 * The one place where it is decided what an exception costs: the instance (it fails, and the others go on), the
 * operation (it ends in error), or nothing (the operation is stopping anyway). What is only worth another try is said
 * by {@link DestinationException#retryable()}, and tried in the routes. Thread-safe.
 */
public final class ErrorPolicy {

    /**
     * Throws what a route caught again: Camel takes an exception that left a route with retries for handled, and shows
     * it to no error handler of the route before, unless it was caught and thrown there.
     */
    public void passOn(Exchange exchange) throws Exception {
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        exchange.getExchangeExtension().setFailureHandled(false);
        throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    /**
     * Throws what a route caught again, unless it costs only the instance that it was at. A step and not a condition of
     * the catch, since Camel shows no exception to a bean that it asks there.
     */
    public void passOnWhatCostsMore(Exchange exchange) throws Exception {
        if (!costsTheInstance(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))) {
            passOn(exchange);
        }
    }

    /**
     * A step that reads or transcodes fails its instance, and so does a step that a site put into the route. The
     * destination, the state, the end of the operation and a route to nowhere concern all instances.
     */
    static boolean costsTheInstance(Throwable failure) {
        if (isStop(failure)) {
            return false;
        }
        if (find(failure, ContentException.class) != null || find(failure, TranscodeException.class) != null) {
            return true;
        }
        return find(failure, DestinationException.class) == null
                && find(failure, NoSuchEndpointException.class) == null
                && find(failure, ResolveEndpointFailedException.class) == null
                && find(failure, StateException.class) == null;
    }

    /**
     * The exception that an exchange ends with. It stays the first one when giving up fails in its turn, and is tried
     * again.
     */
    static Throwable reason(Exchange exchange) {
        Throwable first = exchange.getProperty(ExportProperties.REASON, Throwable.class);
        if (first != null) {
            return first;
        }
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.setProperty(ExportProperties.REASON, caught);
        return caught;
    }

    /** Whether an operation that is stopping anyway was the reason. */
    static boolean isStop(Throwable failure) {
        return find(failure, ExportStopped.class) != null;
    }

    /** What goes into the log for an instance that failed. */
    static RpcStatus instanceStatus(Throwable failure) {
        ExportFailure own = find(failure, ExportFailure.class);
        if (own != null) {
            return new RpcStatus(own.code(), own.getMessage());
        }
        ContentException content = find(failure, ContentException.class);
        TranscodeException transcode = find(failure, TranscodeException.class);
        Throwable named = content != null ? content : transcode != null ? transcode : root(failure);
        return new RpcStatus(TranscodeException.code(named), message(named));
    }

    /** What the operation ends with, for an exception that ends it. */
    static RpcStatus operationStatus(Throwable failure) {
        DestinationException destination = find(failure, DestinationException.class);
        if (destination != null) {
            return new RpcStatus(destination.code(), message(destination));
        }
        ExportFailure named = find(failure, ExportFailure.class);
        return named != null
                ? new RpcStatus(named.code(), named.getMessage())
                : new RpcStatus(RpcCode.INTERNAL, message(root(failure)));
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static Throwable root(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at;
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
