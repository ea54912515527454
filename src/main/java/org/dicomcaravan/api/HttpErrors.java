package org.dicomcaravan.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in Google's JSON what never reaches a route, or comes out of it unanswered: paths that nothing serves,
 * bodies beyond the limit or that don't come, malformed queries, failed routes. A listener of Camel's {@code Main},
 * which puts it up at the start.
 *
 * <p>Forms are refused here, since the HTTP server would take them apart, and store their files, before a route sees
 * them.
 */
public final class HttpErrors extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(HttpErrors.class);
    private static final int BEFORE_ALL = -100;
    private static final int FIRST = -90;
    private static final int BEFORE_ROUTES = -50;

    private final int port;
    private final Duration patience;

    /**
     * For one of Camel's HTTP servers.
     *
     * @param port that it is configured to listen on; 0 where it takes a free one
     * @param patience how long a request may take to come in as a whole
     */
    public HttpErrors(int port, Duration patience) {
        this.port = port;
        this.patience = patience;
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        try {
            main.getCamelContext().addStartupListener((context, alreadyStarted) -> install(context));
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server's errors can't be put up", e);
        }
    }

    private void install(CamelContext context) {
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(port);
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(context, name);
        if (router == null) {
            throw new IllegalStateException("No HTTP server on port " + port + ": expected camel.server.enabled=true");
        }
        // Camel's router is mounted in this one, where a path that can't be decoded fails already.
        if (!(router.getServer().getServer().requestHandler() instanceof Router root)) {
            throw new IllegalStateException("The HTTP server on port " + port + " has no router of Vert.x Web");
        }
        root.errorHandler(400, HttpErrors::malformed);
        root.errorHandler(500, HttpErrors::failed);
        root.route().order(BEFORE_ALL).failureHandler(HttpErrors::failed);
        root.route().order(FIRST).handler(this::await);
        root.route().order(BEFORE_ROUTES).handler(HttpErrors::refuseForms);
        root.route().last().handler(HttpErrors::unknown);
    }

    private void await(RoutingContext request) {
        HttpServerRequest http = request.request();
        if (!http.isEnded()) {
            long alarm = request.vertx().setTimer(patience.toMillis(), late -> {
                if (!http.isEnded()) {
                    end(request, tooSlow());
                }
            });
            request.addEndHandler(answered -> request.vertx().cancelTimer(alarm));
        }
        request.next();
    }

    private ApiException tooSlow() {
        return ApiException.ofHttp(
                408, "The request did not come in as a whole within " + patience.toSeconds() + " seconds.");
    }

    private static void refuseForms(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        String lower = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/")) {
            end(request, IncomingRequest.wrongType(type));
        } else {
            request.next();
        }
    }

    private static void malformed(RoutingContext request) {
        end(
                request,
                ApiException.invalid("The request is malformed: expected a Host header,"
                        + " and a path and a query in %XX escapes of UTF-8."));
    }

    private static void unknown(RoutingContext request) {
        end(request, RequestLine.unknown(request.request().path()));
    }

    private static void failed(RoutingContext request) {
        if (request.failure() instanceof HttpClosedException) {
            LOG.debug("{} came to nothing: the connection was closed", shown(request));
            return;
        }
        int status = request.statusCode() >= 400 ? request.statusCode() : 500;
        if (status == 400) {
            malformed(request);
            return;
        }
        if (status >= 500) {
            LOG.error("{} failed", shown(request), request.failure());
        }
        end(
                request,
                switch (status) {
                    case 404 -> RequestLine.unknown(request.request().path());
                    case 413 -> IncomingRequest.tooLarge();
                    case 500 -> new ApiException(RpcCode.INTERNAL, "Internal error encountered.");
                    case 503 -> new ApiException(RpcCode.UNAVAILABLE, "The server is stopping; try again later.");
                    default -> ApiException.ofHttp(status, "The request can't be served.");
                });
    }

    private static String shown(RoutingContext request) {
        return Quoted.of(request.request().method() + " " + request.request().path());
    }

    private static void end(RoutingContext request, ApiException error) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            request.request().connection().close(); // half an answer: the client must not take it for a whole one
            return;
        }
        Answer answer = Answer.error(error);
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        boolean whole = request.request().isEnded();
        response.end(Buffer.buffer(((ByteBuffer) answer.body()).array())).onComplete(done -> {
            if (!whole) {
                request.request().connection().close(); // what is left of the body is nobody's next request
            }
        });
    }
}
