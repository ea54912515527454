package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.dicomcaravan.api.RequestLine.Routed;
import org.dicomcaravan.api.ResourceName.DicomStore;
import org.dicomcaravan.export.ExportService;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request of Google's API; the bean {@code healthcareApi} of the gateway route. Thread-safe.
 *
 * <p>A request is routed, its parameters are checked, then its resource is looked up, and only then its body is read.
 */
public final class HealthcareApi {

    /** Property of an exchange: the answer's body, for a route whose later steps change the body. */
    public static final String ANSWER = "CaravanAnswer";
    /** Property of an exchange: full name of the operation of an export that was accepted, and is to be queued. */
    public static final String ACCEPTED = "CaravanAccepted";
    /** Property of an exchange: id, a Long, of an operation that was cancelled while nobody worked on it. */
    public static final String CANCELLED = "CaravanCancelled";
    /** A request's body may be this many bytes, before and after it is unzipped. */
    public static final long MAX_BODY = 10L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HealthcareApi.class);

    private final Stores configured;
    private final Catalog catalog;
    private final StoreMetrics metrics = new StoreMetrics();
    private final ExportMethod export;
    private final OperationMethods operations;
    private final StoreMethods stores;

    /**
     * An API over these parts.
     *
     * @param stores the stores there are, asked for at each call
     * @param exports starts exports
     * @param state all operations
     * @param baseUrl of this server as clients reach it, such as {@code http://127.0.0.1:8080}; asked for at each call
     */
    public HealthcareApi(Stores stores, ExportService exports, OperationStore state, Supplier<String> baseUrl) {
        this.configured = stores;
        this.catalog = new Catalog(stores::names);
        this.export = new ExportMethod(exports);
        this.operations =
                new OperationMethods(state.operations(), state.lifecycle(), state.log(), new OperationJson(baseUrl));
        this.stores = new StoreMethods(catalog);
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
            answer = answer(request, exchange);
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
        LOG.error("{} failed", what, cause);
        return Answer.error(new ApiException(RpcCode.INTERNAL, "Internal error encountered."));
    }

    private Answer answer(IncomingRequest request, Exchange exchange) throws ApiException, IOException {
        Routed routed = RequestLine.route(request.method(), request.path());
        QueryParameters query = QueryParameters.parse(request.query());
        query.allowOnly(routed.call().parameters());
        AnswerStyle style = query.style();
        catalog.require(routed.call());
        if (routed.call() instanceof Call.ReadOperationLog read) {
            return Answer.lines(operations.log(read.resource()));
        }
        return Answer.json(200, value(routed, query, request, exchange), style);
    }

    private JsonNode value(Routed routed, QueryParameters query, IncomingRequest request, Exchange exchange)
            throws ApiException, IOException {
        Call call = routed.call();
        if (call instanceof Call.GetOperation get) {
            return operations.get(get.resource());
        } else if (call instanceof Call.ExportDicomStore start) {
            return start(start, routed.version(), request, exchange);
        } else if (call instanceof Call.ListOperations list) {
            return operations.list(list.resource(), query);
        } else if (call instanceof Call.CancelOperation cancel) {
            return cancel(cancel, request, exchange);
        } else if (call instanceof Call.GetDicomStore || call instanceof Call.GetDataset) {
            return stores.get(call.resource());
        } else if (call instanceof Call.ListDicomStores list) {
            return stores.stores(list.resource(), query);
        } else if (call instanceof Call.GetDicomStoreMetrics get) {
            return metrics(get.resource());
        } else if (call instanceof Call.ListDatasets list) {
            return stores.datasets(list.resource(), query);
        } else if (call instanceof Call.GetLocation get) {
            return stores.get(get.resource());
        } else if (call instanceof Call.ListLocations list) {
            return stores.locations(list.resource(), query);
        }
        throw new IllegalStateException("Nobody answers " + call);
    }

    private JsonNode metrics(DicomStore store) throws ApiException {
        String name = store.toString();
        return metrics.of(name, configured.find(name).orElseThrow(() -> Catalog.missing(store)));
    }

    private JsonNode start(Call.ExportDicomStore call, ApiVersion version, IncomingRequest request, Exchange exchange)
            throws ApiException, IOException {
        String operation = export.start(call.resource(), version, request);
        exchange.setProperty(ACCEPTED, operation);
        return JsonNodeFactory.instance.objectNode().put("name", operation);
    }

    private JsonNode cancel(Call.CancelOperation call, IncomingRequest request, Exchange exchange)
            throws ApiException, IOException {
        Operation operation = operations.cancel(call.resource(), request);
        if (operation.state() == OperationState.FINISHING) {
            exchange.setProperty(CANCELLED, operation.id());
        }
        return JsonNodeFactory.instance.objectNode();
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
    }
}
