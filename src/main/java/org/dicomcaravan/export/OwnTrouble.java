package org.dicomcaravan.export;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.dicomcaravan.operation.Counters;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fault of this server's own, such as a full disk, or a store that it does not see while others do. Where others share the
 * work it costs no operation: what this one can't do goes back to them, and it takes nothing for a while. Thread-safe.
 */
public final class OwnTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(OwnTrouble.class);
    private static final Duration PAUSE = Duration.ofSeconds(60);
    /** So long the others have to get on with what this server does not see. */
    private static final Duration PAUSE_UNSEEN = Duration.ofSeconds(30);

    /** What several workers find out at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final int MOST_REMEMBERED = 1000;
    private static final long LOOK_MILLIS = 250;

    private final OperationStore state;
    private final Worker worker;
    /** Operations that something was away for here; those of long ago are forgotten. */
    private final Map<Long, Missed> missed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Missed> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * What was found when something was away.
     *
     * @param counters how far the operation was
     * @param byAll whether nobody had got on, so that it waited from then on, and all may try again after that
     * @param nanos when
     */
    private record Missed(Counters counters, boolean byAll, long nanos) {}

    private final LongSupplier nanos;
    private long until;
    private Optional<String> last = Optional.empty();

    OwnTrouble(OperationStore state, Worker worker) {
        this(state, worker, System::nanoTime);
    }

    OwnTrouble(OperationStore state, Worker worker, LongSupplier nanos) {
        this.state = state;
        this.worker = worker;
        this.nanos = nanos;
    }

    /**
     * Notes what work on an operation ended with, if it is this server's own, and there are others.
     *
     * @return false if it is not: it is the operation's
     */
    boolean met(Throwable reason, long operation) {
        if (worker.isAlone()) {
            return false;
        }
        if (ErrorPolicy.isOfThisServer(reason)) {
            RpcStatus problem = ErrorPolicy.operationStatus(reason);
            if (begins(problem.message(), PAUSE)) {
                tell(operation, problem);
            }
            return true;
        }
        return ErrorPolicy.isMissingHere(reason) && isMissingHereAlone(reason, operation);
    }

    /**
     * Whether others get on with an operation that this server lacks something for; at first, and after it waited, that is
     * what is believed. Where nobody does, it is missing for all. What other workers of this server meet meanwhile is the same
     * trouble: nobody had time to get on.
     */
    private synchronized boolean isMissingHereAlone(Throwable reason, long operation) {
        if (lasts()) {
            return true;
        }
        Operation now = state.operations().require(operation);
        Optional<Missed> before = Optional.ofNullable(missed.get(operation));
        if (now.isParked() || before.filter(this::isJustMissedByAll).isPresent()) {
            return false;
        }
        boolean byAll = before.filter(it -> !it.byAll() && it.counters().equals(now.counters()))
                .isPresent();
        missed.put(operation, new Missed(now.counters(), byAll, nanos.getAsLong()));
        if (byAll) {
            return false;
        }
        String missing = ErrorPolicy.missing(reason, now.origin().store());
        boolean doOthersGetOn = before.isPresent() && !before.get().counters().equals(now.counters());
        begins(missing, doOthersGetOn ? PAUSE : PAUSE_UNSEEN);
        if (before.isEmpty()) {
            tell(operation, new RpcStatus(RpcCode.UNAVAILABLE, missing));
        }
        return true;
    }

    /** Another worker says so to the operation at this moment. */
    private boolean isJustMissedByAll(Missed found) {
        return found.byAll() && nanos.getAsLong() - found.nanos() < AT_ONCE.toNanos();
    }

    private void tell(long operation, RpcStatus problem) {
        LOG.error("This server takes no work for a while: {}. Others go on with it", problem.message());
        String store = state.operations().require(operation).origin().store();
        String message = "Server " + worker.owner() + " gives its work back to the others: " + problem.message() + ".";
        state.log().add(operation, LogEntry.warning(store, problem.code(), message));
    }

    /** Whether it is news. */
    private synchronized boolean begins(String problem, Duration pause) {
        boolean isNew = !lasts();
        until = nanos.getAsLong() + pause.toNanos();
        last = Optional.of(problem);
        return isNew;
    }

    private boolean lasts() {
        return last.isPresent() && until - nanos.getAsLong() > 0;
    }

    /** What it is, while nothing is taken for it; for the answer to whoever asks whether this server is ready. */
    public synchronized Optional<String> now() {
        return lasts() ? last : Optional.empty();
    }

    /** Waits until it is over. */
    void await() {
        try {
            while (now().isPresent() && !state.operations().isHalted()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited for this server's own trouble to be over", e);
        }
    }
}
