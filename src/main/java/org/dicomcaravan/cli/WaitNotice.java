package org.dicomcaravan.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.dicomcaravan.operation.StateException;

/**
 * Looks into the log of an operation that does not move, and tells what it waits for. Operations say so nowhere else,
 * since Google's have no word for it. For one thread.
 */
final class WaitNotice implements Consumer<Operation> {
    /** So long nothing has to happen before the log is read, and before it is read again. */
    private static final Duration STILL = Duration.ofSeconds(3);

    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final LogSource log;
    private final Progress progress;
    private Optional<Operation> last = Optional.empty();
    private long look = System.nanoTime() + STILL.toNanos();
    private String told = "";

    /** Passes on what is seen to {@code progress}, and tells there. */
    WaitNotice(LogSource log, Progress progress) {
        this.log = log;
        this.progress = progress;
    }

    @Override
    public void accept(Operation operation) {
        progress.accept(operation);
        long now = System.nanoTime();
        if (operation.done() || last.isEmpty() || !last.get().json().equals(operation.json())) {
            look = now + STILL.toNanos();
        } else if (now - look >= 0) {
            look = now + AGAIN.toNanos();
            tell(operation);
        }
        last = Optional.of(operation);
    }

    private void tell(Operation operation) {
        Latest latest = new Latest();
        try {
            log.read(operation.name(), latest);
        } catch (IOException | ServerRefusal | StateException e) {
            return; // the watch asks the same server, and tells
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!latest.message.isEmpty() && !latest.message.equals(told)) {
            told = latest.message;
            progress.note(told);
        }
    }

    /** The last thing that an operation waits for; empty where it went on since. */
    private static final class Latest implements Consumer<LogLine> {
        private String message = "";

        @Override
        public void accept(LogLine line) {
            if (line.tellsOfWaiting()) {
                message = line.text();
            } else if (line.isRemark()) {
                message = "";
            }
        }
    }
}
