package org.dicomcaravan.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Asks for an operation, ever more slowly, until it is done. */
final class OperationWatch {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration SLOWEST = Duration.ofSeconds(2);
    private static final double SLOWER = 1.4;

    /** How long a server may be away, say for a restart, before the watch gives up. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HealthcareClient client;
    private final Consumer<Operation> onSight;

    /**
     * A watch that reports what it sees.
     *
     * @param client the server to ask
     * @param onSight told of each answer, the last one included
     */
    OperationWatch(HealthcareClient client, Consumer<Operation> onSight) {
        this.client = client;
        this.onSight = onSight;
    }

    /** Waits for the end of an operation, as long as it takes. */
    Operation untilDone(String name) throws IOException, InterruptedException, ServerRefusal {
        return untilDone(name, Duration.ofNanos(Long.MAX_VALUE));
    }

    /**
     * Waits for the end of an operation.
     *
     * @param name its full name
     * @param most how long to wait
     * @return the operation as last seen: not done if the time was over first
     */
    Operation untilDone(String name, Duration most) throws IOException, InterruptedException, ServerRefusal {
        long start = System.nanoTime();
        long lastAnswer = start;
        Duration pause = FIRST;
        while (true) {
            try {
                Operation operation = Operation.of(client.get(name));
                onSight.accept(operation);
                if (operation.done() || System.nanoTime() - start >= most.toNanos()) {
                    return operation;
                }
                lastAnswer = System.nanoTime();
            } catch (IOException e) {
                // A server that starts anew may break off in the middle of TLS.
                boolean untrusted = e instanceof UntrustedServer && lastAnswer == start;
                if (e instanceof Stranger || untrusted || away(lastAnswer)) {
                    throw e;
                }
            } catch (ServerRefusal e) {
                if (!e.passing() || away(lastAnswer)) {
                    throw e;
                }
            }
            Thread.sleep(pause.toMillis());
            pause = longer(pause);
        }
    }

    private static boolean away(long lastAnswer) {
        return System.nanoTime() - lastAnswer > PATIENCE.toNanos();
    }

    private static Duration longer(Duration pause) {
        Duration longer = Duration.ofMillis((long) (pause.toMillis() * SLOWER));
        return longer.compareTo(SLOWEST) > 0 ? SLOWEST : longer;
    }
}
