package org.dicomcaravan.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.IncomingRequest;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the bodies of requests into memory: each within a limit and a time, and all that are there together within
 * another limit. They count from their first byte until they are answered. Thread-safe.
 */
public final class Bodies {

    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

    private final long most;
    private final Duration patience;
    private final AtomicLong held = new AtomicLong();

    /**
     * Reads bodies.
     *
     * @param most bytes of all bodies together
     * @param patience how long a request may take to come in as a whole
     */
    public Bodies(long most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    /** Reads the body of a request, and lets it pass on, or refuses it. */
    void read(RoutingContext visit) {
        // Camel's own reader, which knows of no other request, finds its work done.
        ((RoutingContextInternal) visit).visitHandler(RoutingContextInternal.BODY_HANDLER);
        HttpServerRequest request = visit.request();
        if (request.isEnded()) {
            visit.next();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            visit.response().writeContinue();
        }
        Reading reading = new Reading(visit);
        long alarm = visit.vertx().setTimer(patience.toMillis(), late -> reading.giveUp(tooSlow()));
        visit.addEndHandler(answered -> {
            visit.vertx().cancelTimer(alarm);
            held.addAndGet(-reading.counted);
        });
        request.exceptionHandler(reading::fail);
        request.endHandler(whole -> {
            visit.vertx().cancelTimer(alarm);
            reading.end();
        });
        request.handler(reading::take);
        request.resume();
    }

    private ApiException tooSlow() {
        return ApiException.ofHttp(
                408, "The request did not come in as a whole within " + patience.toSeconds() + " seconds.");
    }

    /** One body, on the event loop of its connection. */
    private final class Reading {

        private final RoutingContext visit;
        private final Buffer body = Buffer.buffer();
        private long counted;
        private boolean over;

        Reading(RoutingContext visit) {
            this.visit = visit;
        }

        void take(Buffer piece) {
            if (over) {
                return;
            }
            counted += piece.length();
            if (held.addAndGet(piece.length()) > most) {
                giveUp(ApiException.later(
                        "The bodies of too many requests are coming in at the moment; try again later."));
            } else if (counted > IncomingRequest.MAX_BODY) {
                giveUp(IncomingRequest.tooLarge());
            } else {
                body.appendBuffer(piece);
            }
        }

        void giveUp(ApiException error) {
            if (!over) {
                over = true;
                Refusal.send(visit.request(), error);
            }
        }

        void fail(Throwable failure) {
            if (failure instanceof HttpClosedException) {
                over = true;
                LOG.debug(
                        "{} came to nothing: the connection was closed",
                        Quoted.of(visit.request().path()));
            } else {
                giveUp(Refusal.malformed());
            }
        }

        void end() {
            if (!over) {
                over = true;
                ((RoutingContextInternal) visit).setBody(body);
                visit.next();
            }
        }
    }
}
