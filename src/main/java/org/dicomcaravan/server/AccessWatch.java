package org.dicomcaravan.server;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.dicomcaravan.access.RereadFile;
import org.dicomcaravan.access.token.BearerTokens;

/**
 * Looks each second whether policies have changed, and tells by its health whether those that hold are those that are
 * written, and whether tokens can be checked. A server goes on in either case, so this is no matter of readiness.
 */
final class AccessWatch extends AbstractHealthCheck implements Closeable {

    private final List<RereadFile<?>> files;
    private final Optional<BearerTokens> tokens;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "access-watch");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // a look throws nothing
    AccessWatch(List<RereadFile<?>> files, Optional<BearerTokens> tokens) {
        super("caravan", "access");
        this.files = List.copyOf(files);
        this.tokens = tokens;
        clock.scheduleWithFixedDelay(() -> this.files.forEach(RereadFile::look), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> problems = Stream.concat(
                        files.stream().flatMap(file -> file.problem().stream()),
                        tokens.flatMap(BearerTokens::problem).stream())
                .toList();
        if (problems.isEmpty()) {
            builder.up();
        } else {
            builder.message(String.join("; ", problems)).down();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
