package org.dicomcaravan.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** An HTTP server as Camel starts it: with the {@link Door} from its first connection on, or not at all. */
final class GuardedServer extends HttpServerImpl {

    private final Door door;

    private final Connections connections;
    private final Duration patience;
    private final Optional<LiveTls> tls;
    private volatile boolean secure;

    GuardedServer(
            VertxInternal vertx, HttpServerOptions options, Door door, ConnectionLimits limits, Optional<LiveTls> tls) {
        super(vertx, options);
        this.door = door;
        this.tls = tls;
        patience = limits.head();
        connections = new Connections(limits.most());
        connectionHandler(this::guard);
        invalidRequestHandler(Refusal::malformed);
    }

    /**
     * Vert.x makes a server without TLS: Camel asks for one before it says on which port, and only the API's has it.
     */
    private void guard(HttpConnection connection) {
        Framing.watch(connection);
        ChannelHandlerContext last = ((ConnectionBase) connection).channelHandlerContext();
        if (secure) {
            last.pipeline().addFirst("tls", tls.orElseThrow().handler(last.alloc()));
        }
        Place.take(connections, last, patience);
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
        secure = tls.isPresent() && door.isApi(port);
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
