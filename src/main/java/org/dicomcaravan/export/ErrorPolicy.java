package org.dicomcaravan.export;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.OwnFaultException;
import org.dicomcaravan.destination.WrongLengthException;
import org.dicomcaravan.io.ScratchException;
import org.dicomcaravan.operation.StateException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.transcode.ContentException;
import org.dicomcaravan.transcode.StoppedException;
import org.dicomcaravan.transcode.TranscodeException;

/**
 * The one place where it is decided what an exception costs. The bean {@code errorPolicy} of the routes. Thread-safe.
 *
 * <p>It goes by place. What a step of {@code deliver} or {@code commit-batch} throws is the destination's failure,
 * unless it is the content's own: reading it failed, or no object can have its name. {@link #blameDestination} says so
 * where these routes end. What is away is waited for. Everything else costs the instance that is worked on.
 */
public final class ErrorPolicy {

    /** What an exception costs. */
    enum Cost {
        /** Nothing: the operation is stopping anyway; but see {@link #isStopOf}. */
        NOTHING,
        /** The instance fails, and the others go on. */
        INSTANCE,
        /** The operation waits until what it needs is there again. */
        WAIT,
        /** The operation ends in error. */
        OPERATION
    }

    /** Work ends because nobody wants its outcome. */
    private static final List<Class<? extends Throwable>> STOPS =
            List.of(ExportStopped.class, BatchOverException.class, StoppedException.class, CancellationException.class);

    /** It may come back, without anybody's telling this server. */
    private static final List<Class<? extends Throwable>> AWAY =
            List.of(ExportAway.class, StoreAwayException.class, DestinationAwayException.class);

    /** Of all instances, whoever they are thrown by. */
    private static final List<Class<? extends Throwable>> CONCERN_ALL = List.of(
            DestinationException.class,
            NoSuchEndpointException.class,
            ResolveEndpointFailedException.class,
            StateException.class);

    /** The content's own: its destination has no part in it. */
    private static final List<Class<? extends Throwable>> OF_CONTENT =
            List.of(ContentException.class, TranscodeException.class, WrongLengthException.class, ExportFailure.class);

    /** What it costs. */
    static Cost cost(Throwable failure) {
        if (Causes.findAny(failure, STOPS).isPresent()) {
            return Cost.NOTHING;
        }
        if (Causes.findAny(failure, AWAY).isPresent()) {
            return Cost.WAIT;
        }
        if (Causes.find(failure, ScratchException.class).isPresent()) {
            return Cost.OPERATION; // the server's, though it was met while content was made
        }
        if (isContents(failure)) {
            return Cost.INSTANCE;
        }
        return Causes.findAny(failure, CONCERN_ALL).isPresent() ? Cost.OPERATION : Cost.INSTANCE;
    }

    /** Whether it is this server's own, such as a full disk: another one, if there is one, can do what was to be done. */
    static boolean isOfThisServer(Throwable failure) {
        return Causes.find(failure, ScratchException.class).isPresent()
                || Causes.find(failure, OwnFaultException.class).isPresent();
    }

    /** Whether something is away that each server has for itself, a mounted store or a plugin: others may have it. */
    static boolean isMissingHere(Throwable failure) {
        return cost(failure) == Cost.WAIT
                && Causes.findAny(failure, List.of(ExportAway.class, StoreAwayException.class))
                        .isPresent();
    }

    /**
     * Whether it says by itself that an operation, or the attempt at a batch, is over. Else {@link Cost#NOTHING} may be
     * another operation's end: threads of several may wait for one thing, such as a token.
     */
    static boolean isStopOf(long operation, Throwable failure) {
        return Causes.find(failure, BatchOverException.class).isPresent()
                || Causes.find(failure, ExportStopped.class)
                        .filter(stopped -> stopped.operation() == operation)
                        .isPresent();
    }

    private static boolean isContents(Throwable failure) {
        return Causes.findAny(failure, OF_CONTENT).isPresent();
    }

    /**
     * The exception that a catch got, which is its own now. Each catch has to begin with this: Camel takes an exception
     * that left a route with retries for handled, and shows neither it nor any that the catch meets in its turn to the
     * error handler of the route before.
     */
    static Exception takeOver(Exchange exchange) {
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        exchange.getExchangeExtension().setFailureHandled(false);
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    /** Throws what a route caught again, so that the error handler of the route before sees it. */
    @SuppressWarnings("DoNotCallSuggester") // the routes do
    public void passOn(Exchange exchange) throws Exception {
        throw takeOver(exchange);
    }

    /**
     * Throws what a route caught again, unless it costs only the instance that it was at. A step and not a condition of
     * the catch, since Camel shows no exception to a bean that it asks there.
     */
    public void passOnWhatCostsMore(Exchange exchange) throws Exception {
        Exception caught = takeOver(exchange);
        if (cost(caught) != Cost.INSTANCE) {
            throw caught;
        }
    }

    /**
     * Whether what failed at the destination may work if it is tried again: whatever its endpoint throws, but not what
     * is said to be for good, and not what the content is to blame for.
     */
    public boolean isWorthAnotherTry(Exchange exchange) {
        Throwable failure = caught(exchange);
        if (cost(failure) == Cost.NOTHING || cost(failure) == Cost.WAIT || isContents(failure)) {
            return false;
        }
        return Causes.find(failure, DestinationException.class)
                .map(DestinationException::retryable)
                .orElseGet(() -> Causes.findAny(failure, CONCERN_ALL).isEmpty());
    }

    /** Makes what failed at the destination the destination's failure, where it is not the content's own. */
    public void blameDestination(Exchange exchange) {
        Throwable failure = caught(exchange);
        if (cost(failure) == Cost.INSTANCE && !isContents(failure)) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, ForeignFailure.of(failure, exchange));
        }
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
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

    /** What goes into the log for an instance that failed. */
    static RpcStatus instanceStatus(Throwable failure) {
        return Causes.find(failure, ExportFailure.class)
                .map(own -> new RpcStatus(own.code(), own.getMessage()))
                .orElseGet(() -> {
                    Throwable telling = Causes.telling(failure);
                    return new RpcStatus(TranscodeException.code(telling), Causes.sentence(telling));
                });
    }

    /** What the operation ends with, for an exception that ends it. */
    static RpcStatus operationStatus(Throwable failure) {
        return Causes.find(failure, DestinationException.class)
                .map(destination -> new RpcStatus(destination.code(), Causes.sentence(destination)))
                .or(() -> Causes.find(failure, ExportFailure.class)
                        .map(named -> new RpcStatus(named.code(), named.getMessage())))
                .or(() -> Causes.find(failure, ScratchException.class)
                        .map(scratch -> new RpcStatus(
                                scratch.isFull() ? RpcCode.RESOURCE_EXHAUSTED : RpcCode.INTERNAL,
                                scratch.getMessage())))
                .or(() -> Causes.find(failure, StateException.class)
                        .map(state -> new RpcStatus(state.code(), state.getMessage())))
                .orElseGet(() -> new RpcStatus(RpcCode.INTERNAL, Causes.sentence(Causes.telling(failure))));
    }

    /** What an operation waits for. */
    static String missing(Throwable failure, String store) {
        if (cost(failure) == Cost.NOTHING) {
            return "its work ended with that of another operation, or was interrupted";
        }
        return Causes.findAny(failure, List.of(ExportAway.class, DestinationAwayException.class))
                .map(Throwable::getMessage)
                .or(() -> Causes.find(failure, StoreAwayException.class)
                        .map(away ->
                                ExportLookup.away("DICOM store " + store, away).getMessage()))
                .orElseGet(() -> Causes.sentence(Causes.telling(failure)));
    }
}
