package org.dicomcaravan.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The last thing that an operation waits for, out of its log. Operations say so nowhere else, since Google's have no word
 * for it. For one thread.
 */
final class Waiting implements Consumer<LogLine> {
    private Optional<String> reason = Optional.empty();

    private Waiting() {}

    /**
     * What an operation waits for.
     *
     * @return the sentence; empty where it never waited, went on since, or is done
     * @throws ServerRefusal if there is no such operation
     */
    static Optional<String> reason(LogSource log, Operation operation)
            throws IOException, InterruptedException, ServerRefusal {
        if (operation.done()) {
            return Optional.empty();
        }
        Waiting waiting = new Waiting();
        log.read(operation.name(), waiting);
        return waiting.reason;
    }

    @Override
    public void accept(LogLine line) {
        if (line.tellsOfWaiting()) {
            reason = Optional.of(line.text());
        } else if (line.isRemark()) {
            reason = Optional.empty();
        }
    }
}
