package org.dicomcaravan.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.dicomcaravan.access.Caller;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.access.policy.Policies;
import org.dicomcaravan.api.MethodTable.Routed;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.Asked;
import org.dicomcaravan.api.wire.IncomingRequest;
import org.dicomcaravan.api.wire.QueryParameters;
import org.dicomcaravan.export.ExportService;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.StateException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request of Google's API; the bean {@code healthcareApi} of the gateway route. Thread-safe.
 *
 * <p>A request is routed by the {@link MethodTable}, and its parameters are checked; then it is asked whether its caller may do
 * that, then whether its resource is there, and only then what its body says.
 */
public final class HealthcareApi {

    /** Property of an exchange: the answer's body, for a route whose later steps change the body. */
    public static final String ANSWER = "CaravanAnswer";
    /** Property of an exchange: full name of the operation of an export that was accepted, and is to be queued. */
    public static final String ACCEPTED = "CaravanAccepted";
    /** Property of an exchange: id, a Long, of an operation that was cancelled while nobody worked on it. */
    public static final String CANCELLED = "CaravanCancelled";

    private static final Logger LOG = LoggerFactory.getLogger(HealthcareApi.class);

    private final Catalog catalog;
    private final Permissions permissions;
    private final Function<Exchange, Optional<Caller>> callers;
    private final MethodTable methods;

    /**
     * An API over these parts.
     *
     * @param stores the stores there are, asked for at each call
     * @param exports starts exports
     * @param state all operations
     * @param baseUrl of this server as clients reach it, such as {@code http://127.0.0.1:8080}; asked for at each call
     * @param policies who may do what; asked for at each call
     * @param callers who sent the request of an exchange; nobody, if that was not found out
     */
    public HealthcareApi(
            Stores stores,
            ExportService exports,
            OperationStore state,
            Supplier<String> baseUrl,
            Supplier<Policies> policies,
            Function<Exchange, Optional<Caller>> callers) {
        this.callers = callers;
        catalog = new Catalog(stores::names, state.operations()::datasets);
        permissions = new Permissions(policies, state.operations());
        methods = new MethodTable(
                new StoreMethods(catalog, stores, permissions),
                new ExportMethod(exports),
                new OperationMethods(state, baseUrl),
                new IamMethods(policies, permissions, catalog));
    }

    /**
     * Says of a request of which only the head is there whether it is worth reading on.
     *
     * @param verb the HTTP method
     * @param path still encoded, without its query
     * @return what it asks for
     * @throws ApiException 404, 405 or 400 if no method of the API is there, whatever its body
     */
    public Asked admit(String verb, String path) throws ApiException {
        Routed routed = methods.route(verb, path);
        ApiMethod method = routed.method();
        return new Asked(method.name(), method.permission(), routed.resource().toString());
    }

    /**
     * Says whether somebody may do what he asks for, as far as policies alone say so: of an operation more has to be known.
     *
     * @throws ApiException 403 if he may not, whether what it is about is there or not
     */
    public void require(Principal principal, Asked asked) throws ApiException {
        permissions.require(principal, asked);
    }

    /**
     * Answers the request of an exchange: sets the body, the status and the headers of its message, and drops those
     * that came with the request. Sets the property {@link #ANSWER} always, {@link #ACCEPTED} for an export that was
     * accepted and is to be queued, and {@link #CANCELLED} for an operation that the route has to end. Never throws.
     */
    public void answer(Exchange exchange) {
        IncomingRequest request = IncomingRequest.of(exchange);
        Answer answer;
        try {
            answer = answer(request, callers.apply(exchange).orElseThrow(HealthcareApi::nobody));
        } catch (ApiException e) {
            LOG.debug("{} refused with {}: {}", request, e.status(), e.getMessage());
            answer = Answer.error(e);
        } catch (IOException | RuntimeException e) {
            answer = internal(request, e);
        }
        write(exchange, request.isHead() ? answer.withoutBody() : answer);
    }

    /** Answers an exchange whose route failed after {@link #answer}: 500 in JSON, the reason in the log. */
    public void fail(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        write(exchange, internal("The gateway's route", caught));
    }

    private static Answer internal(Object what, Throwable cause) {
        if (cause instanceof StateException state && state.code() == RpcCode.RESOURCE_EXHAUSTED) {
            LOG.error("{} failed: {}", what, state.getMessage());
            return Answer.error(new ApiException(state.code(), state.getMessage()));
        }
        if (cause instanceof StateException state && state.isAway()) {
            LOG.warn("{} failed: {}", what, state.getMessage());
            return Answer.error(new ApiException(
                    RpcCode.UNAVAILABLE, "The state of operations can't be reached at this moment. Try again."));
        }
        LOG.error("{} failed", what, cause);
        return Answer.error(new ApiException(RpcCode.INTERNAL, "Internal error encountered."));
    }

    /** The door lets nobody in of whom it does not know who he is; a route of a site might. */
    private static ApiException nobody() {
        return ApiException.unauthenticated("Nobody found out who sent this request.", "Bearer", "CREDENTIALS_MISSING");
    }

    private Answer answer(IncomingRequest request, Caller caller) throws ApiException, IOException {
        Routed routed = methods.route(request.method(), request.path());
        QueryParameters query = QueryParameters.parse(request.query());
        query.allowOnly(routed.method().parameters());
        ApiCall call = new ApiCall(routed.version(), routed.resource(), query, query.style(), request, caller);
        String permission = routed.method().permission();
        if (!permission.isEmpty()) {
            permissions.require(caller.principal(), permission, call.resource());
            catalog.require(call.resource(), permission);
        }
        return routed.method().handler().answer(call);
    }

    private static void write(Exchange exchange, Answer answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        answer.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setBody(answer.body());
        if (answer.body() instanceof InputStream) {
            exchange.getExchangeExtension().setStreamCacheDisabled(true); // a log may be larger than memory
        }
        exchange.setProperty(ANSWER, answer.body());
        answer.next().forEach(exchange::setProperty);
    }
}
