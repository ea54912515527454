package org.dicomcaravan.server;

import io.vertx.core.Vertx;
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
 * Vert.x, whose HTTP servers hang up where nothing went over a connection for a while, in neither direction. Camel takes
 * it out of its registry; of its own it has no setting for that. Thread-safe.
 */
final class ImpatientVertx extends VertxWrapper {

    private static final int SECONDS_TO_CLOSE = 10;

    private final Duration idle;

    private ImpatientVertx(Vertx vertx, Duration idle) {
        super((VertxInternal) vertx);
        this.idle = idle;
    }

    /** A new Vert.x, with threads of its own until it is closed. */
    static ImpatientVertx open(Duration idle) {
        return new ImpatientVertx(Vertx.vertx(), idle);
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        return super.createHttpServer(new HttpServerOptions(options)
                .setIdleTimeout(Math.toIntExact(idle.toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    /** Closes it, and waits until it is. */
    Closeable closing() {
        return () -> {
            try {
                close().toCompletionStage().toCompletableFuture().get(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("Vert.x can't be closed: " + e, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Vert.x was not closed: the thread is to end", e);
            }
        };
    }
}
