package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.dicomcaravan.api.ResourceName.DicomStore;
import org.dicomcaravan.export.ExportRefused;
import org.dicomcaravan.export.ExportService;
import org.dicomcaravan.rpc.RpcCode;

/** {@code dicomStores.export}. Thread-safe. */
final class ExportMethod {

    private final ExportService exports;

    ExportMethod(ExportService exports) {
        this.exports = exports;
    }

    /**
     * Starts an export.
     *
     * @return the full name of its operation
     * @throws ApiException if the body is wrong, or the export was refused
     * @throws IOException if the body can't be read
     */
    String start(DicomStore store, ApiVersion version, IncomingRequest request) throws ApiException, IOException {
        ObjectNode message = request.message(Messages.EXPORT_DICOM_DATA_REQUEST);
        ExportBody body = ExportBody.of(message);
        if (body.isTable()) {
            throw new ApiException(
                    RpcCode.UNIMPLEMENTED,
                    "This server does not export to BigQuery: bigqueryDestination is valid, but only gcsDestination can"
                            + " be carried out.");
        }
        try {
            return exports.start(body.request(store.toString(), version));
        } catch (ExportRefused e) {
            throw refused(e);
        }
    }

    private static ApiException refused(ExportRefused refusal) {
        if (refusal.code() == RpcCode.INVALID_ARGUMENT && refusal.field().isPresent()) {
            return ApiException.invalid(snake(refusal.field().get()), refusal.getMessage());
        }
        return new ApiException(refusal.code(), refusal.getMessage());
    }

    /** Google writes the paths of fields in snake_case. */
    private static String snake(String path) {
        return CamelCase.toSnake(path);
    }
}
