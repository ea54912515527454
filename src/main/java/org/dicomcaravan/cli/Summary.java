package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.dicomcaravan.operation.StateException;
import org.dicomcaravan.rpc.RpcStatus;
import org.dicomcaravan.text.Escaped;

/** What is said when an operation ended. */
final class Summary {
    private static final int REASONS_SHOWN = 5;
    private static final int PLACES_SHOWN = 3;

    private final LogSource log;
    private final PrintWriter out;
    private final String flags;

    /**
     * A summary of operations.
     *
     * @param log where their logs are
     * @param out where to
     * @param flags what has to be added to a command that is to find the same log, such as {@code --data there}
     */
    Summary(LogSource log, PrintWriter out, String flags) {
        this.log = log;
        this.out = out;
        this.flags = flags;
    }

    /**
     * One line of what became of it, and, if something failed, why.
     *
     * @param operation one that is done
     * @param where the destination, in the user's words
     * @param notDone how many instances did neither come nor fail
     * @return how many lines of the filter are no path, or nothing was found for
     */
    long print(Operation operation, String where, long notDone) throws InterruptedException {
        String time = Words.duration(operation.elapsed(Instant.now()));
        String exported = Words.count(operation.success(), "instance") + " exported to " + where;
        String failed = operation.failure() == 0 ? "" : ", " + operation.failure() + " failed";
        String missing = notDone == 0 ? "" : ", " + notDone + " missing";
        if (operation.cancelled()) {
            out.println("Cancelled after " + time + ": " + exported + failed + missing + ".");
        } else if (operation.error().isPresent()) {
            RpcStatus error = operation.error().get();
            out.println("The export ended in an error after " + time + ": " + exported + failed + missing + ".");
            out.println("  " + error.code() + ": " + Escaped.of(error.message()));
        } else {
            out.println("Done in " + time + ": " + exported + failed + ".");
        }
        long filterLines = printLog(operation);
        out.flush();
        return filterLines;
    }

    /** Something to do next. */
    void suggest(String what) {
        out.println("  Try: " + what);
        out.flush();
    }

    private long printLog(Operation operation) throws InterruptedException {
        Failures failures = new Failures(PLACES_SHOWN);
        AtomicLong filterLines = new AtomicLong();
        String name = ResourceNames.last(operation.name()) + flags;
        try {
            log.read(operation.name(), line -> {
                failures.accept(line);
                if (line.tellsOfATable()) {
                    out.println("  " + line.text());
                }
                filterLines.addAndGet(line.tellsOfTheFilter() ? 1 : 0);
            });
        } catch (IOException | ServerRefusal | StateException e) {
            out.println("  The log can't be read (" + e.getMessage() + "); later: caravan operations log " + name);
            return 0;
        }
        if (operation.failure() > 0) {
            printFailures(failures, "caravan operations failures " + name);
        }
        if (filterLines.get() > 0) {
            out.println("  " + Words.count(filterLines.get(), "line")
                    + " of the filter matched nothing: caravan operations log " + name);
        }
        return filterLines.get();
    }

    private void printFailures(Failures failures, String command) {
        List<Failures.Group> groups = failures.groups();
        groups.stream().limit(REASONS_SHOWN).forEach(group -> print(out, group));
        int more = groups.size() - REASONS_SHOWN;
        out.println("  " + (more > 0 ? "… and " + Words.count(more, "other reason") + "; all" : "All") + " of them: "
                + command);
    }

    /** A reason, with how often there was one, and where. */
    static void print(PrintWriter out, Failures.Group group) {
        out.println("  " + group.count() + " × " + group.reason());
        group.places().stream().filter(place -> !place.isEmpty()).forEach(place -> out.println("      " + place));
        long more = group.count() - group.places().size();
        if (more > 0) {
            out.println("      … and " + more + " more");
        }
    }
}
