package org.dicomcaravan.server.http;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.Asked;
import org.dicomcaravan.api.wire.IncomingRequest;
import org.dicomcaravan.api.wire.JsonType;
import org.dicomcaravan.text.Quoted;

/**
 * Lets requests in, or not, by their heads, before anything of their bodies is kept: for whom they are, whether somebody
 * answers at their path, whose page sent them, and what is to come. What is refused is answered in Google's JSON. One for
 * all HTTP servers of a process. Thread-safe.
 */
public final class Door {

    private static final int FIRST = -90;

    /** The paths of the API. */
    @FunctionalInterface
    public interface Paths {
        /**
         * Looks for a method.
         *
         * @throws ApiException the answer if there is none
         */
        Asked admit(String verb, String path) throws ApiException;
    }

    private enum State {
        STARTING,
        OPEN,
        STOPPING
    }

    private final int apiPort;
    private final Optional<URI> publicUrl;
    private final Paths api;
    private final Guard guard;
    private final Bodies bodies;
    private volatile State state = State.STARTING;
    private volatile Predicate<String> others = path -> false;

    /**
     * A door that is shut.
     *
     * @param apiPort port that the API's server is configured to listen on; 0 for a free one
     * @param publicUrl the URL that clients know it by, if that is not the one of its host and port
     * @param api the paths of the API
     * @param guard who is let in to the API, and to other routes on its port
     * @param bodies reads the bodies of requests that are let in
     */
    public Door(int apiPort, Optional<URI> publicUrl, Paths api, Guard guard, Bodies bodies) {
        this.apiPort = apiPort;
        this.publicUrl = publicUrl;
        this.api = api;
        this.guard = guard;
        this.bodies = bodies;
    }

    /**
     * Opens it; whoever came before was told to come again.
     *
     * @param others whether a path on the API's port is that of another route
     */
    public void open(Predicate<String> others) {
        this.others = others;
        state = State.OPEN;
    }

    /** Shuts it: whoever comes is told to come again, who is in is still answered. */
    public void shut() {
        state = State.STOPPING;
    }

    /** Whether a server that is to listen on a port is the API's. */
    boolean isApi(int port) {
        return port == apiPort;
    }

    /** What the {@code port} or {@code host} of a server is set by. */
    String setting(String what, int port) {
        return port == apiPort ? "--" + what : "caravan.management." + what;
    }

    /** Puts the door before all that a router has, or will have. */
    void install(Router router, int port, String host) {
        OwnNames names = OwnNames.of(host, publicUrl);
        Failures.install(router);
        boolean isApi = isApi(port);
        router.route().order(FIRST).handler(visit -> {
            Identity.sign(visit.request());
            Visitor visitor = isApi ? guard.meet(visit) : Visitor.of(visit);
            Head head = Head.of(visit.request());
            try {
                visitor.asks(receive(head, names, isApi));
            } catch (ApiException e) {
                Refusal.send(visit.request(), e);
                return;
            }
            Future<Void> admission = isApi ? guard.admit(visit, visitor) : Future.succeededFuture();
            admission.onComplete(done -> enter(visit, head, names, visitor.asked(), done.cause()));
        });
    }

    private void enter(RoutingContext visit, Head head, OwnNames names, Asked asked, Throwable refusal) {
        if (visit.response().closed()) {
            return; // while somebody found out who it was
        }
        try {
            if (refusal instanceof ApiException no) {
                throw no;
            } else if (refusal != null) {
                visit.fail(refusal);
                return;
            }
            judge(head, names, asked);
        } catch (ApiException e) {
            Refusal.send(visit.request(), e);
            return;
        }
        bodies.read(visit);
    }

    private Asked receive(Head head, OwnNames names, boolean isApi) throws ApiException {
        requireName(head.host(), names);
        if (head.target().isPresent()) {
            requireName(head.target().get(), names);
        }
        requireOpen();
        return isApi && !others.test(head.path()) ? api.admit(head.verb(), head.path()) : Asked.OTHER;
    }

    private void judge(Head head, OwnNames names, Asked asked) throws ApiException {
        boolean toApi = !asked.equals(Asked.OTHER);
        if (head.changes()
                && !head.origin().isEmpty()
                && !names.isOwnOrigin(head.origin(), head.scheme() + head.host())) {
            throw ApiException.ofHttp(
                    403, "A page of " + Quoted.of(head.origin()) + " sent this; only a page of this server may.");
        }
        boolean fromBrowser = !head.origin().isEmpty();
        if (head.isForm() || (toApi && head.changes() && (head.speaksOfBody() || fromBrowser))) {
            JsonType.require(head.contentType());
        }
        if (head.length() > IncomingRequest.MAX_BODY) {
            throw IncomingRequest.tooLarge();
        }
    }

    private static void requireName(String host, OwnNames names) throws ApiException {
        if (!names.knows(host)) {
            throw ApiException.ofHttp(
                    421,
                    "This server does not go by the name " + Quoted.of(host)
                            + ": call it by one of its own, or set caravan.public-url.");
        }
    }

    private void requireOpen() throws ApiException {
        State now = state;
        if (now != State.OPEN) {
            throw ApiException.later(
                    now == State.STARTING
                            ? "The server is starting; try again in a moment."
                            : "The server is stopping; try again later.");
        }
    }
}
