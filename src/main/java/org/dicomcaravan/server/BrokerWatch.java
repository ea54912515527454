package org.dicomcaravan.server;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dicomcaravan.server.settings.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once when the broker goes, and once when it is back. It looks every two seconds, and hears what befalls those who read
 * the queues, by the bean {@code brokerWatch} of the profile. Thread-safe.
 */
final class BrokerWatch implements ExceptionListener, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final long PAUSE_SECONDS = 2;

    /** Who reads a queue tries again every two seconds, and would complain again until then. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Looks after which it is believed to be back: with the first, nobody reads the queues yet. */
    private static final int GOOD_LOOKS = 2;

    private final String url;
    private final Supplier<Optional<String>> problem;
    private final InstantSource clock;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broker-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Complaint complaint = new Complaint("", Instant.MIN);
    private Optional<Instant> awaySince = Optional.empty();
    private int goodLooks;

    private record Complaint(String why, Instant heard) {}

    /**
     * Looks after a broker, once it is started.
     *
     * @param url where that is
     * @param problem why nobody can sign in to it; empty if somebody can
     */
    BrokerWatch(String url, Supplier<Optional<String>> problem, InstantSource clock) {
        this.url = Setting.withoutParameters(url);
        this.problem = problem;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it throws nothing
    void start() {
        looks.scheduleWithFixedDelay(this::look, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** What befell somebody who reads a queue: the broker is gone, or lets nobody read. */
    @Override
    public void onException(JMSException trouble) {
        complaint = new Complaint(String.valueOf(trouble.getMessage()), clock.instant());
    }

    void look() {
        Optional<String> now = problem.get().map(BrokerWatch::away).or(this::complaint);
        if (looks.isShutdown()) {
            return; // what is found out while the server stops is no news
        }
        goodLooks = now.isEmpty() ? goodLooks + 1 : 0;
        if (now.isPresent() && awaySince.isEmpty()) {
            awaySince = Optional.of(clock.instant());
            LOG.warn("Broker {} {}", url, now.get());
        } else if (goodLooks >= GOOD_LOOKS && awaySince.isPresent()) {
            long seconds = Duration.between(awaySince.get(), clock.instant()).toSeconds();
            LOG.info("Broker {} is back after {} seconds, and work goes on", url, seconds);
            awaySince = Optional.empty();
        }
    }

    private static String away(String why) {
        return "can't be reached: " + why
                + ". What is in hand goes on; other work waits in the state, and goes on by itself"
                + " when the broker is back";
    }

    private Optional<String> complaint() {
        Complaint latest = complaint;
        return clock.instant().isBefore(latest.heard().plus(FRESH))
                ? Optional.of("fails those who read its queues: " + latest.why()
                        + ". Where that goes on, this user may not read"
                        + " them, or a message at the head of one can't be read by anybody: remove it")
                : Optional.empty();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
