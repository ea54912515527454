package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;

/** What is printed of an operation that was waited for: a summary in words, or the operation itself in JSON. */
final class Outcome {
    private final HealthcareClient client;
    private final PrintWriter out;
    private final boolean json;
    private final String flags;

    /**
     * Prints what became of operations.
     *
     * @param json whether in JSON
     * @param flags what has to be added to a command that is to find the same log
     */
    Outcome(HealthcareClient client, PrintWriter out, boolean json, String flags) {
        this.client = client;
        this.out = out;
        this.json = json;
        this.flags = flags;
    }

    /**
     * Prints it.
     *
     * @param done an operation that is done
     * @param where the destination in the user's words
     * @param missing how many instances did neither come nor fail
     * @param next what may be done with what was exported
     * @return the exit code
     */
    int print(Operation done, String where, long missing, Optional<String> next)
            throws IOException, InterruptedException, ServerRefusal {
        PrintWriter words = json ? new PrintWriter(Writer.nullWriter()) : out;
        Summary summary = new Summary(LogSource.of(client), words, flags);
        long filterLines = summary.print(done, where, missing);
        if (done.error().isEmpty() && done.success() > 0) {
            next.ifPresent(summary::suggest);
        }
        if (json) {
            Output.json(out, OperationRequest.beside(done.json(), OperationRequest.of(client, done.name())));
        }
        return ExitCode.of(done, filterLines);
    }
}
