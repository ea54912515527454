package org.dicomcaravan.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.dicomcaravan.operation.StateException;

/** Looks into the log of an operation that does not move, and tells what it waits for. For one thread. */
final class WaitNotice implements Consumer<Operation> {
    /** So long nothing has to happen before the log is read, and before it is read again. */
    private static final Duration STILL = Duration.ofSeconds(3);

    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final LogSource log;
    private final Progress progress;
    private Optional<Operation> last = Optional.empty();
    private long look = System.nanoTime();
    private Optional<String> told = Optional.empty();

    /** Passes on what is seen to {@code progress}, and tells there. */
    WaitNotice(LogSource log, Progress progress) {
        this.log = log;
        this.progress = progress;
    }

    @Override
    public void accept(Operation operation) {
        progress.accept(operation);
        long now = System.nanoTime();
        if (moves(operation)) {
            look = now + STILL.toNanos();
        } else if (now - look >= 0) {
            look = now + AGAIN.toNanos();
            tell(operation);
        }
        last = Optional.of(operation);
    }

    /** One that is there for a while when it is first seen may have waited for as long. */
    private boolean moves(Operation operation) {
        return operation.done()
                || last.map(before -> !before.json().equals(operation.json()))
                        .orElse(operation.elapsed(Instant.now()).compareTo(STILL) < 0);
    }

    private void tell(Operation operation) {
        Optional<String> reason;
        try {
            reason = Waiting.reason(log, operation);
        } catch (IOException | ServerRefusal | StateException e) {
            return; // the watch asks the same server, and tells
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (reason.isPresent() && !reason.equals(told)) {
            told = reason;
            progress.note(reason.get());
        }
    }
}
