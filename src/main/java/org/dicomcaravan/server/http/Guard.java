package org.dicomcaravan.server.http;

import io.vertx.ext.web.RoutingContext;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.api.wire.Asked;
import org.dicomcaravan.api.wire.ApiException;

/**
 * Stands at the door of the API: finds out who comes, lets each come so often, and writes down what came of it. Thread-safe.
 */
public final class Guard {

    private final Authentication authentication;
    private final Quota quota;
    private final AuditLog audit;

    /** A guard with these means. */
    public Guard(Authentication authentication, Quota quota, AuditLog audit) {
        this.authentication = authentication;
        this.quota = quota;
        this.audit = audit;
    }

    /** What follows for a visitor who is let in. */
    @FunctionalInterface
    interface Entrance {
        void enter() throws ApiException;
    }

    /** Meets who has just come; however his visit ends, it is written down. */
    Visitor meet(RoutingContext visit) {
        Visitor visitor = Visitor.of(visit);
        visit.addEndHandler(end -> {
            Asked asked = visitor.asked();
            audit.called(
                    visitor.caller(),
                    visit.request().method().name(),
                    asked.method(),
                    asked.permission(),
                    asked.resource(),
                    visitor.isIn(),
                    end.succeeded() || visit.response().headWritten()
                            ? visit.response().getStatusCode()
                            : 0);
        });
        return visitor;
    }

    /** Lets a visitor in, or refuses him. */
    void let(RoutingContext visit, Visitor visitor, Entrance entrance) {
        authentication.identify(visit, new Authentication.Reply() {
            @Override
            public void known(Principal principal) {
                visitor.is(visit, principal);
            }

            @Override
            public void accepted() throws ApiException {
                quota.count(visitor.caller().principal());
                visitor.enters();
                entrance.enter();
            }

            @Override
            public void refused(ApiException error) {
                Refusal.send(visit.request(), error);
            }
        });
    }
}
