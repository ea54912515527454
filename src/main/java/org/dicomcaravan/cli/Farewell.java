package org.dicomcaravan.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is said to who stops waiting for an operation that goes on at a server: how far it is, what is missing, and how to
 * come back to it. It sees the operation on one thread, and says so on another.
 */
final class Farewell implements Consumer<Operation>, Runnable {
    private final Progress progress;
    private final PrintWriter out;
    private final URI server;
    private final String name;
    private final String flags;
    private volatile Optional<Operation> last = Optional.empty();

    /**
     * A farewell to one operation.
     *
     * @param progress is closed before anything is said
     * @param flags what has to be added to a command that is to talk to the server
     */
    Farewell(Progress progress, PrintWriter out, URI server, String name, String flags) {
        this.progress = progress;
        this.out = out;
        this.server = server;
        this.name = name;
        this.flags = flags;
    }

    @Override
    public void accept(Operation operation) {
        last = Optional.of(operation);
    }

    @Override
    public void run() {
        if (last.filter(Operation::done).isEmpty()) {
            progress.close();
            lines().forEach(out::println);
            out.flush();
        }
    }

    /** What is said. */
    List<String> lines() {
        String known = last.filter(operation -> operation.total() > 0)
                .map(Farewell::missing)
                .orElse("No instance is exported yet");
        String id = ResourceNames.last(name);
        return List.of(
                known + "; the operation goes on at " + server + ".",
                "  Wait for it: caravan operations wait " + id + flags,
                "  Cancel it:   caravan operations cancel " + id + flags);
    }

    /** Of the instances that were found so far: an operation begins before it has found all. */
    private static String missing(Operation operation) {
        String failed = operation.failure() == 0 ? "" : ", " + operation.failure() + " failed";
        return operation.success() + " of " + Words.count(operation.total(), "instance") + " exported" + failed + ", "
                + operation.pending() + " missing";
    }
}
