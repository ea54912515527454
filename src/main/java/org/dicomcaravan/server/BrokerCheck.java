package org.dicomcaravan.server;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.dicomcaravan.server.settings.Setting;

/**
 * Readiness of the broker that has the queues: down while nobody can sign in to it. That is tried whenever somebody asks,
 * once a second at most, and by one at a time; who asks waits two seconds at most. Thread-safe.
 */
final class BrokerCheck extends AbstractHealthCheck implements Closeable {

    /** The connection factory among the beans, as the profile has it: not that of the pool, which may have one from before. */
    static final String FACTORY = "broker";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final String url;
    private final ExecutorService caller = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "broker-check");
        thread.setDaemon(true);
        return thread;
    });
    private Future<Optional<String>> attempt;
    private long began;

    /**
     * Looks after the broker of the bean {@link #FACTORY}, once it has the context of that.
     *
     * @param url where it is, for the sentence
     */
    BrokerCheck(String url) {
        super("caravan", "broker");
        // Who asks for health is asked nothing; and Camel writes slashes twice over into its JSON.
        this.url = Setting.withoutParameters(url).replace("tcp://", "");
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> problem = problem();
        builder.state(problem.isEmpty() ? State.UP : State.DOWN);
        problem.ifPresent(why -> builder.message(
                "Broker " + url + " can't be reached: " + why + ". Work goes on by itself when it is back"));
    }

    /** Why nobody can sign in; empty if somebody can. */
    Optional<String> problem() {
        try {
            return attempt().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of("it does not answer");
        } catch (ExecutionException e) {
            return Optional.of(words(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the look was interrupted");
        }
    }

    private synchronized Future<Optional<String>> attempt() {
        boolean isOver = attempt == null || attempt.isDone() && System.nanoTime() - began >= FRESH.toNanos();
        if (isOver) {
            began = System.nanoTime();
            attempt = caller.submit(this::tried);
        }
        return attempt;
    }

    private Optional<String> tried() {
        CamelContext context = getCamelContext();
        if (context == null) {
            return Optional.of("the server is about to start");
        }
        ConnectionFactory factory = context.getRegistry().lookupByNameAndType(FACTORY, ConnectionFactory.class);
        if (factory == null) {
            return Optional.of("no connection factory is called " + FACTORY + "; expected camel.beans." + FACTORY
                    + ", as application-cluster.properties has it");
        }
        try (Connection connection = factory.createConnection()) {
            connection.start();
            return Optional.empty();
        } catch (JMSException e) {
            return Optional.of(words(e));
        }
    }

    /** Those of the innermost cause that has any: the client says around it that it can't connect. */
    private static String words(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse(failure.getClass().getSimpleName())
                .replaceFirst("[. ]+$", "");
    }

    @Override
    public void close() {
        caller.shutdownNow();
    }
}
