package org.dicomcaravan.server.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.IncomingRequest;
import org.dicomcaravan.api.wire.RequestPath;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in Google's JSON what comes out of a router unanswered: paths that nothing serves, or that can't be decoded,
 * and routes that failed.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int BEFORE_ALL = -100;

    private Failures() {}

    static void install(Router router) {
        router.errorHandler(400, Failures::malformed);
        router.errorHandler(500, Failures::failed);
        router.route().order(BEFORE_ALL).failureHandler(Failures::failed);
        router.route().last().handler(visit -> Refusal.send(visit.request(), unknown(visit)));
    }

    private static void malformed(RoutingContext visit) {
        Refusal.send(visit.request(), Refusal.malformed());
    }

    private static ApiException unknown(RoutingContext visit) {
        return RequestPath.unknown(visit.request().path());
    }

    private static void failed(RoutingContext visit) {
        if (visit.failure() instanceof HttpClosedException) {
            LOG.debug("{} came to nothing: the connection was closed", shown(visit));
            return;
        }
        int status = visit.statusCode() >= 400 ? visit.statusCode() : 500;
        if (status >= 500) {
            LOG.error("{} failed", shown(visit), visit.failure());
        }
        Refusal.send(
                visit.request(),
                switch (status) {
                    case 400 -> Refusal.malformed();
                    case 404 -> unknown(visit);
                    case 413 -> IncomingRequest.tooLarge();
                    case 500 -> new ApiException(RpcCode.INTERNAL, "Internal error encountered.");
                    case 503 -> ApiException.later("The server is stopping; try again later.");
                    default -> ApiException.ofHttp(status, "The request can't be served.");
                });
    }

    private static String shown(RoutingContext visit) {
        return Quoted.of(visit.request().method() + " " + visit.request().path());
    }
}
