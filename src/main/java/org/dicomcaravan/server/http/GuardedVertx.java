package org.dicomcaravan.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Vert.x, whose HTTP servers have a {@link Door}, speak HTTP/1.1 alone, the API's with TLS if there is to be, and have
 * {@link ConnectionLimits}. Camel takes it out of its registry; of its own it has no setting for any of that.
 * Thread-safe.
 */
public final class GuardedVertx extends VertxWrapper {

    private static final int SECONDS_TO_CLOSE = 10;
    /** Tokens that name many groups are long. */
    private static final int LONGEST_HEADER = 16 << 10;
    /** How often is looked whether there are new certificates. */
    private static final long LOOK_MILLIS = 3_000;

    private final Door door;
    private final ConnectionLimits limits;
    private final Optional<LiveTls> tls;

    private GuardedVertx(Vertx vertx, Door door, ConnectionLimits limits, Optional<LiveTls> tls) {
        super((VertxInternal) vertx);
        this.door = door;
        this.limits = limits;
        this.tls = tls;
    }

    /**
     * A new Vert.x, with threads of its own until it is closed.
     *
     * @throws IOException if a file of TLS is not what it should be; the message says which, and what was expected
     */
    public static GuardedVertx open(Door door, ConnectionLimits limits, Optional<Tls> tls) throws IOException {
        Optional<LiveTls> live =
                tls.isPresent() ? Optional.of(LiveTls.open(tls.get(), limits.head())) : Optional.empty();
        VertxOptions options = new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)); // for which it would make a temporary folder
        Vertx vertx = Vertx.vertx(options);
        live.ifPresent(files -> vertx.setPeriodic(
                LOOK_MILLIS,
                due -> vertx.executeBlocking(() -> {
                    files.look();
                    return files;
                })));
        return new GuardedVertx(vertx, door, limits, live);
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        return new GuardedServer(
                delegate,
                new HttpServerOptions(options)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxHeaderSize(LONGEST_HEADER)
                        .setIdleTimeout(Math.toIntExact(limits.idle().toSeconds()))
                        .setIdleTimeoutUnit(TimeUnit.SECONDS),
                door,
                limits,
                tls);
    }

    /** Closes it, and waits until it is. */
    public Closeable closing() {
        return () -> {
            try {
                close().toCompletionStage().toCompletableFuture().get(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IOException("Vert.x was not closed within " + SECONDS_TO_CLOSE + " seconds", e);
            } catch (ExecutionException e) {
                throw new IOException("Vert.x can't be closed: " + e.getCause().getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Vert.x was not closed: the thread is to end", e);
            }
        };
    }
}
