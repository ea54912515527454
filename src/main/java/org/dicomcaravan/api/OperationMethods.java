package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.api.ResourceName.Dataset;
import org.dicomcaravan.api.ResourceName.OperationName;
import org.dicomcaravan.operation.Lifecycle;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationLog;
import org.dicomcaravan.operation.OperationPage;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/** {@code operations.get}, {@code list} and {@code cancel}, and the log behind {@code logsUrl}. Thread-safe. */
final class OperationMethods {

    private final Operations operations;
    private final Lifecycle lifecycle;
    private final OperationLog log;
    private final OperationJson json;

    OperationMethods(Operations operations, Lifecycle lifecycle, OperationLog log, OperationJson json) {
        this.operations = operations;
        this.lifecycle = lifecycle;
        this.log = log;
        this.json = json;
    }

    ObjectNode get(OperationName name) throws ApiException {
        return json.of(find(name));
    }

    /** A page of a dataset's operations, newest first. */
    ObjectNode list(Dataset dataset, QueryParameters query) throws ApiException {
        if (query.get("filter").isPresent()) {
            throw new ApiException(RpcCode.UNIMPLEMENTED, "Operations can't be filtered: leave filter unset.");
        }
        if (query.flag("returnPartialSuccess")) {
            throw new ApiException(
                    RpcCode.UNIMPLEMENTED, "A list of operations is never partial: leave returnPartialSuccess unset.");
        }
        Paging paging = Paging.of(query);
        OperationPage page;
        try {
            page = operations.list(dataset.toString(), paging.size(), paging.token());
        } catch (IllegalArgumentException e) {
            throw paging.badToken();
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!page.operations().isEmpty()) {
            ArrayNode items = answer.putArray("operations");
            page.operations().forEach(operation -> items.add(json.of(operation)));
        }
        page.nextPageToken().ifPresent(token -> answer.put("nextPageToken", token));
        return answer;
    }

    /**
     * Asks for an operation to be cancelled; one that is done stays as it is.
     *
     * @return the operation after that; in state {@code FINISHING} the caller sees to its end
     */
    Operation cancel(OperationName name, IncomingRequest request) throws ApiException, IOException {
        request.message(Messages.CANCEL_OPERATION_REQUEST);
        return lifecycle.requestCancel(find(name).id()).orElseThrow(() -> unknown(name));
    }

    /** The lines of an operation's log, made as they are read. */
    InputStream log(OperationName name) throws ApiException {
        return new LogLines(log.read(find(name).id()));
    }

    private Operation find(OperationName name) throws ApiException {
        return operations.find(name.toString()).orElseThrow(() -> unknown(name));
    }

    private static ApiException unknown(OperationName name) {
        return new ApiException(RpcCode.NOT_FOUND, "Operation " + Quoted.of(name.toString()) + " does not exist.");
    }
}
