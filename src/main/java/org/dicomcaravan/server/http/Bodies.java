package org.dicomcaravan.server.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** So long a body may come in as slowly as it likes, also where there is no room for others. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    private final long most;
    private final Duration patience;
    private final AtomicLong held = new AtomicLong();
    private final Set<Reading> readings = ConcurrentHashMap.newKeySet();

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
        if (visit.response().closed()) {
            return; // nobody would be told that the body is over
        }
        if (request.isEnded()) {
            visit.next();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            visit.response().writeContinue();
        }
        Reading reading = new Reading(visit);
        readings.add(reading);
        long alarm = visit.vertx().setTimer(patience.toMillis(), late -> reading.giveUp(tooSlow()));
        visit.addEndHandler(answered -> {
            visit.vertx().cancelTimer(alarm);
            readings.remove(reading);
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

    private static ApiException noRoom() {
        return ApiException.later("The bodies of too many requests are coming in at the moment; try again later.");
    }

    /** Gives up the slowest body, so that a few that stand still don't keep all others out. */
    private void makeRoom() {
        readings.stream()
                .filter(reading -> reading.age() > GRACE_NANOS)
                .min(Comparator.comparingDouble(Reading::speed))
                .ifPresent(slowest -> slowest.loop.runOnContext(now -> slowest.giveUp(noRoom())));
    }

    /** One body, on the event loop of its connection. */
    private final class Reading {

        private final RoutingContext visit;
        private final Buffer body = Buffer.buffer();
        private final Context loop = Vertx.currentContext();
        private final long begin = System.nanoTime();
        private volatile long counted;
        private boolean over;

        Reading(RoutingContext visit) {
            this.visit = visit;
        }

        long age() {
            return System.nanoTime() - begin;
        }

        double speed() {
            return (double) counted / age();
        }

        void take(Buffer piece) {
            if (over) {
                return;
            }
            long soFar = counted + piece.length(); // written by one thread, read by others
            counted = soFar;
            if (held.addAndGet(piece.length()) > most) {
                makeRoom();
                giveUp(noRoom());
            } else if (soFar > IncomingRequest.MAX_BODY) {
                giveUp(IncomingRequest.tooLarge());
            } else {
                body.appendBuffer(piece);
            }
        }

        void giveUp(ApiException error) {
            readings.remove(this);
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
            readings.remove(this);
            if (!over) {
                over = true;
                ((RoutingContextInternal) visit).setBody(body);
                visit.next();
            }
        }
    }
}
