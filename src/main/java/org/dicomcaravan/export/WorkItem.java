package org.dicomcaravan.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dicomcaravan.operation.Batch;

/**
 * What a queue carries: an operation to plan, or a batch of it to work on.
 *
 * @param operation id of the operation
 * @param batch number of the batch; {@link Batch#OF_WHOLE} for the operation as a whole
 */
record WorkItem(long operation, long batch) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The operation as a whole. */
    static WorkItem plan(long operation) {
        return new WorkItem(operation, Batch.OF_WHOLE);
    }

    /** The message's body. */
    String toJson() {
        return JSON.createObjectNode()
                .put("operation", operation)
                .put("batch", batch)
                .toString();
    }

    /**
     * Reads a message's body.
     *
     * @throws IllegalArgumentException if it is no work item
     */
    static WorkItem fromJson(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (isNumber(node.path("operation")) && isNumber(node.path("batch"))) {
                return new WorkItem(
                        node.get("operation").longValue(), node.get("batch").longValue());
            }
            throw new IllegalArgumentException("A message is no work item: expected {\"operation\":…,\"batch\":…}");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A message is no JSON: expected {\"operation\":…,\"batch\":…}", e);
        }
    }

    /** Of one that is larger, only the last 64 bits would be looked at: the number of another operation. */
    private static boolean isNumber(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }
}
