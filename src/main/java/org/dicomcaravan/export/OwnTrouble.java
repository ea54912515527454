package org.dicomcaravan.export;

import java.time.Duration;
import java.util.Optional;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fault of this server's own, such as a full disk. Where others share the work it costs no operation: what this one can't do
 * goes back to them, and it takes nothing for a while. Thread-safe.
 */
public final class OwnTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(OwnTrouble.class);
    private static final long PAUSE = Duration.ofSeconds(60).toNanos();
    private static final long LOOK_MILLIS = 250;

    private final OperationStore state;
    private final Worker worker;
    private long until = System.nanoTime();
    private Optional<String> last = Optional.empty();

    OwnTrouble(OperationStore state, Worker worker) {
        this.state = state;
        this.worker = worker;
    }

    /**
     * Notes what work on an operation ended with, if it is this server's own, and there are others.
     *
     * @return false if it is not: it is the operation's
     */
    boolean met(Throwable reason, long operation) {
        if (worker.isAlone() || !ErrorPolicy.isOfThisServer(reason)) {
            return false;
        }
        String problem = ErrorPolicy.operationStatus(reason).message();
        if (note(problem)) {
            LOG.error("This server takes no work for a minute: {}. Others go on with it", problem);
            Operation now = state.operations().require(operation);
            String message = "Server " + worker.owner() + " gives its work back to the others: " + problem + ".";
            state.log()
                    .add(
                            operation,
                            LogEntry.warning(
                                    now.origin().store(),
                                    ErrorPolicy.operationStatus(reason).code(),
                                    message));
        }
        return true;
    }

    /** Whether it is news. */
    private synchronized boolean note(String problem) {
        boolean isNew = !lasts();
        until = System.nanoTime() + PAUSE;
        last = Optional.of(problem);
        return isNew;
    }

    private boolean lasts() {
        return last.isPresent() && until - System.nanoTime() > 0;
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
