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
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Vert.x, whose HTTP servers have a {@link Door}, speak HTTP/1.1 alone, and hang up where nothing went over a connection
 * for a while, in neither direction. Camel takes it out of its registry; of its own it has no setting for any of that.
 * Thread-safe.
 */
public final class GuardedVertx extends VertxWrapper {

    private static final int SECONDS_TO_CLOSE = 10;

    private final Door door;
    private final Duration idle;

    private GuardedVertx(Vertx vertx, Door door, Duration idle) {
        super((VertxInternal) vertx);
        this.door = door;
        this.idle = idle;
    }

    /** A new Vert.x, with threads of its own until it is closed. */
    public static GuardedVertx open(Door door, Duration idle) {
        VertxOptions options = new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)); // for which it would make a temporary folder
        return new GuardedVertx(Vertx.vertx(options), door, idle);
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        return new GuardedServer(
                delegate,
                new HttpServerOptions(options)
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(Math.toIntExact(idle.toSeconds()))
                        .setIdleTimeoutUnit(TimeUnit.SECONDS),
                door);
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
