package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;

/** Waits for an operation before a user's eyes: shows how far it is, and what it waits for. For one thread. */
final class ShownWatch {
    private final HealthcareClient client;
    private final PrintWriter err;
    /** Instances that were known at some time: of one that was cancelled the server does not tell what is missing. */
    private long known;

    ShownWatch(HealthcareClient client, PrintWriter err) {
        this.client = client;
        this.err = err;
    }

    /** Waits for the end of an operation that does not outlive this process. */
    Operation untilDone(String name) throws IOException, InterruptedException, ServerRefusal {
        try (Progress progress = progress()) {
            return new OperationWatch(client, notice(progress).andThen(this::see)).untilDone(name);
        }
    }

    /**
     * Waits for the end of an operation; who presses Ctrl-C is told how to come back to it.
     *
     * @param flags what has to be added to a command that is to talk to the same server
     */
    Operation untilDoneOrLeft(String name, String flags) throws IOException, InterruptedException, ServerRefusal {
        try (Progress progress = progress()) {
            Farewell farewell = new Farewell(progress, err, client.server(), name, flags);
            Interruption interruption = new Interruption(farewell);
            try {
                return new OperationWatch(
                                client, farewell.andThen(notice(progress)).andThen(this::see))
                        .untilDone(name);
            } finally {
                interruption.over();
            }
        }
    }

    /** How many of the instances that were seen did neither come nor fail. */
    long missing(Operation done) {
        return Math.max(0, known - done.success() - done.failure());
    }

    private void see(Operation operation) {
        known = Math.max(known, operation.total());
    }

    private Progress progress() {
        return Progress.on(err, Home.columns());
    }

    private WaitNotice notice(Progress progress) {
        return new WaitNotice(LogSource.of(client), progress);
    }
}
