package org.dicomcaravan.server.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import java.util.concurrent.ExecutionException;

/** An HTTP server as Camel starts it: with the {@link Door} from its first connection on, or not at all. */
final class GuardedServer extends HttpServerImpl {

    private final Door door;

    GuardedServer(VertxInternal vertx, HttpServerOptions options, Door door) {
        super(vertx, options);
        this.door = door;
        connectionHandler(Framing::watch);
        invalidRequestHandler(Refusal::malformed);
    }

    /**
     * Listens, and waits until it does.
     *
     * @throws CantListen if it can't; of a failure that the handler is told of, Camel makes a line in its log
     */
    @Override
    public HttpServer listen(int port, String host, Handler<AsyncResult<HttpServer>> handler) {
        if (!(requestHandler() instanceof Router router)) {
            throw new IllegalStateException("The HTTP server on port " + port + " has no router of Vert.x Web");
        }
        door.install(router, port, host);
        Future<HttpServer> listening = listen(port, host);
        try {
            listening.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new CantListen(port, host, what -> door.setting(what, port), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "The HTTP server on port " + port + " was not started: the thread is to end", e);
        }
        listening.onComplete(handler);
        return this;
    }
}
