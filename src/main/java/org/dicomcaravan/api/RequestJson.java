package org.dicomcaravan.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dicomcaravan.export.ExportRequest;
import org.dicomcaravan.operation.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operations were asked to do, in JSON: {@code operation} and {@code store}, which are full names, and
 * {@code request}, an ExportDicomDataRequest as it was sent. Google's metadata of an operation has no field for any of
 * that, and its clients refuse those that they do not know. Thread-safe.
 */
final class RequestJson {

    private static final Logger LOG = LoggerFactory.getLogger(RequestJson.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestJson() {}

    /** Without {@code request} where what was kept of it can't be read. */
    static ObjectNode of(Operation operation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("operation", operation.name());
        node.put("store", operation.origin().store());
        try {
            node.set("request", JSON.readTree(ExportRequest.of(operation).json()));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            LOG.warn("What {} was asked to do can't be read: {}", operation.name(), e.getMessage());
        }
        return node;
    }
}
