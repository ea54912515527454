package org.dicomcaravan.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.dicomcaravan.access.AuditLog.Call;
import org.dicomcaravan.access.Caller;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.api.wire.Asked;

/**
 * Who comes in by the door, and what for. It goes with the request through Vert.x, and as its user through Camel, where no
 * header of a client can take its place: that would be a text.
 */
public final class Visitor {

    /** Header of every answer: id of the request. */
    static final String REQUEST_ID = "Caravan-Request-Id";

    private static final String KEY = "caravan.visitor";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;

    private final String id;
    private final String address;
    private Asked asked = Asked.OTHER;
    private Principal principal = Principal.UNKNOWN;
    private boolean isIn;
    private String reason = "";
    private volatile String destination = "";

    private Visitor(String id, String address) {
        this.id = id;
        this.address = address;
    }

    /** Of a request that has just come. */
    static Visitor of(RoutingContext visit) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        HttpServerRequest request = visit.request();
        String address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        Visitor visitor = new Visitor(HexFormat.of().formatHex(id), address);
        visit.response().putHeader(REQUEST_ID, visitor.id);
        return visitor;
    }

    /** Says what is asked for. */
    void asks(Asked what) {
        asked = what;
    }

    Asked asked() {
        return asked;
    }

    /** Says who it is, to all that comes after. */
    @SuppressWarnings("deprecation") // there is no other way that is public
    void is(RoutingContext visit, Principal who) {
        principal = who;
        User user = User.create(new JsonObject(), new JsonObject());
        user.attributes().getMap().put(KEY, caller());
        visit.setUser(user);
    }

    /** Says that he was let in. */
    void enters() {
        isIn = true;
    }

    /** Says why he is not. */
    void isRefused(String why) {
        reason = why;
    }

    Caller caller() {
        return new Caller(principal, address, id, where -> destination = where);
    }

    /** What is written down of his visit, when it ends. */
    Call call(String verb, int status) {
        return new Call(verb, asked.method(), asked.permission(), asked.resource(), isIn, status, destination, reason);
    }

    /** Who sent the request of an exchange; empty if it did not come by the door. */
    public static Optional<Caller> of(Exchange exchange) {
        Object user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER);
        return user instanceof User known && known.attributes().getMap().get(KEY) instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }
}
