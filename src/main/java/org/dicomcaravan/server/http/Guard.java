package org.dicomcaravan.server.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.access.token.Bearer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.Asked;

/**
 * Stands at the door of the API: finds out who comes, lets each come so often and do what he may, and writes down what came
 * of it. Thread-safe.
 */
public final class Guard {

    private final Authentication authentication;
    private final Permit permit;
    private final Quota quota;
    private final AuditLog audit;

    /** Says whether somebody may do what he asks for. */
    @FunctionalInterface
    public interface Permit {
        /**
         * Asked before the body of a request is read.
         *
         * @throws ApiException if he may not
         */
        void require(Principal principal, Asked asked) throws ApiException;
    }

    /** A guard with these means. */
    public Guard(Authentication authentication, Permit permit, Quota quota, AuditLog audit) {
        this.authentication = authentication;
        this.permit = permit;
        this.quota = quota;
        this.audit = audit;
    }

    /** Meets who has just come; however his visit ends, it is written down. */
    Visitor meet(RoutingContext visit) {
        Visitor visitor = Visitor.of(visit);
        visit.addEndHandler(end -> {
            boolean answered = end.succeeded() || visit.response().headWritten();
            int status = answered ? visit.response().getStatusCode() : 0;
            String verb = visit.request().method().name();
            audit.called(visitor.caller().source(), visitor.call(verb, status));
        });
        return visitor;
    }

    /**
     * Finds out whether a visitor may come in.
     *
     * @return fails with an {@link ApiException} if not
     */
    Future<Void> admit(RoutingContext visit, Visitor visitor) {
        return authentication
                .bearer(visit)
                .<Void>compose(bearer -> {
                    visitor.is(visit, bearer.principal());
                    try {
                        judge(bearer, visitor);
                        return Future.succeededFuture();
                    } catch (ApiException e) {
                        return Future.failedFuture(e);
                    }
                })
                .onFailure(refusal -> visitor.isRefused(String.valueOf(refusal.getMessage())));
    }

    private void judge(Bearer bearer, Visitor visitor) throws ApiException {
        Authentication.requireScope(bearer);
        quota.count(bearer.principal());
        permit.require(bearer.principal(), visitor.asked());
        visitor.enters();
    }
}
