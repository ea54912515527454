package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.Messages;
import org.dicomcaravan.api.wire.Paging;
import org.dicomcaravan.api.wire.QueryParameters;
import org.dicomcaravan.api.wire.ResourceName.OperationName;
import org.dicomcaravan.operation.Lifecycle;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationLog;
import org.dicomcaravan.operation.OperationPage;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/** {@code operations.get}, {@code list} and {@code cancel}, the log behind {@code logsUrl}, and what was asked for. Thread-safe. */
final class OperationMethods {

    private final Operations operations;
    private final Lifecycle lifecycle;
    private final OperationLog log;
    private final OperationJson json;

    /**
     * Methods over these.
     *
     * @param state all operations
     * @param baseUrl of this server as clients reach it; asked for at each call
     */
    OperationMethods(OperationStore state, Supplier<String> baseUrl) {
        operations = state.operations();
        lifecycle = state.lifecycle();
        log = state.log();
        json = new OperationJson(baseUrl);
    }

    Answer get(ApiCall call) throws ApiException {
        return call.answer(json.of(find(call.operation())));
    }

    /** A page of a dataset's operations, newest first. */
    Answer list(ApiCall call) throws ApiException {
        QueryParameters query = call.query();
        if (query.get("filter").isPresent()) {
            throw new ApiException(RpcCode.UNIMPLEMENTED, "Operations can't be filtered: leave filter unset.");
        }
        if (query.flag("returnPartialSuccess")) {
            throw new ApiException(
                    RpcCode.UNIMPLEMENTED, "A list of operations is never partial: leave returnPartialSuccess unset.");
        }
        return page(call, "operations", json::of);
    }

    /** What an operation was asked to do, see {@link RequestJson}; this server's own, for operations do not say so. */
    Answer request(ApiCall call) throws ApiException {
        return call.answer(RequestJson.of(find(call.operation())));
    }

    /** The same of a page of a dataset's operations, newest first: page for page those of {@link #list}. */
    Answer requests(ApiCall call) throws ApiException {
        return page(call, "requests", RequestJson::of);
    }

    private Answer page(ApiCall call, String field, Function<Operation, ObjectNode> item) throws ApiException {
        Paging paging = Paging.of(call.query());
        OperationPage page;
        try {
            page = operations.list(call.dataset().toString(), paging.size(), paging.token());
        } catch (IllegalArgumentException e) {
            throw paging.badToken();
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!page.operations().isEmpty()) {
            ArrayNode items = answer.putArray(field);
            page.operations().forEach(operation -> items.add(item.apply(operation)));
        }
        page.nextPageToken().ifPresent(token -> answer.put("nextPageToken", token));
        return call.answer(answer);
    }

    /** Asks for an operation to be cancelled; one that is done stays as it is. The route ends one that nobody works on. */
    Answer cancel(ApiCall call) throws ApiException, IOException {
        call.request().message(Messages.CANCEL_OPERATION_REQUEST);
        OperationName name = call.operation();
        Operation operation = lifecycle.requestCancel(find(name).id()).orElseThrow(() -> unknown(name));
        Answer empty = call.answer(JsonNodeFactory.instance.objectNode());
        boolean isOurs = operation
                .stopReason()
                .filter(reason -> reason.code() == RpcCode.CANCELLED)
                .isPresent();
        return isOurs && operation.state() == OperationState.FINISHING // else it was at its end already
                ? empty.then(HealthcareApi.CANCELLED, operation.id())
                : empty;
    }

    /** The lines of an operation's log, made as they are read. */
    Answer log(ApiCall call) throws ApiException {
        return Answer.lines(new LogLines(log.read(find(call.operation()).id())));
    }

    private Operation find(OperationName name) throws ApiException {
        return operations.find(name.toString()).orElseThrow(() -> unknown(name));
    }

    private static ApiException unknown(OperationName name) {
        return new ApiException(RpcCode.NOT_FOUND, "Operation " + Quoted.of(name.toString()) + " does not exist.");
    }
}
