package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.CamelCase;
import org.dicomcaravan.api.wire.Messages;
import org.dicomcaravan.export.ExportRefused;
import org.dicomcaravan.export.ExportRequest;
import org.dicomcaravan.export.ExportService;
import org.dicomcaravan.rpc.RpcCode;

/** {@code dicomStores.export}. Thread-safe. */
final class ExportMethod {

    private static final int SECONDS_UNTIL_ONE_IS_DONE = 30;

    private final ExportService exports;

    ExportMethod(ExportService exports) {
        this.exports = exports;
    }

    /**
     * Starts an export; the answer is the name of its operation, and the route sees to its planning.
     *
     * @throws ApiException if the body is wrong, or the export was refused
     * @throws IOException if the body can't be read
     */
    Answer start(ApiCall call) throws ApiException, IOException {
        ObjectNode message = call.request().message(Messages.EXPORT_DICOM_DATA_REQUEST);
        ExportBody body = ExportBody.of(message);
        ExportRequest request = body.request(call.store().toString(), call.version());
        call.caller().destination().accept(request.target().uri());
        try {
            String operation = exports.start(request, call.caller().source());
            return call.answer(JsonNodeFactory.instance.objectNode().put("name", operation))
                    .then(HealthcareApi.ACCEPTED, operation);
        } catch (ExportRefused e) {
            throw refused(e);
        }
    }

    private static ApiException refused(ExportRefused refusal) {
        if (refusal.code() == RpcCode.INVALID_ARGUMENT && refusal.field().isPresent()) {
            return ApiException.invalid(snake(refusal.field().get()), refusal.getMessage());
        }
        return refusal.code() == RpcCode.RESOURCE_EXHAUSTED
                ? ApiException.tooMuch(refusal.getMessage(), SECONDS_UNTIL_ONE_IS_DONE)
                : new ApiException(refusal.code(), refusal.getMessage());
    }

    /** Google writes the paths of fields in snake_case. */
    private static String snake(String path) {
        return CamelCase.toSnake(path);
    }
}
