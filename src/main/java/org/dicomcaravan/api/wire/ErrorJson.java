package org.dicomcaravan.api.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Google's error envelope: {@code {"error":{"code":400,"message":"…","status":"INVALID_ARGUMENT","details":[…]}}}. */
final class ErrorJson {

    private ErrorJson() {}

    static ObjectNode of(ApiException error) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode node = root.putObject("error");
        node.put("code", error.status());
        node.put("message", error.getMessage());
        node.put("status", error.code().name());
        if (!error.violations().isEmpty()) {
            ObjectNode detail = node.putArray("details").addObject();
            detail.put("@type", "type.googleapis.com/google.rpc.BadRequest");
            ArrayNode violations = detail.putArray("fieldViolations");
            for (FieldViolation violation : error.violations()) {
                ObjectNode entry = violations.addObject();
                if (!violation.field().isEmpty()) {
                    entry.put("field", violation.field());
                }
                entry.put("description", violation.description());
            }
        }
        if (!error.reason().isEmpty()) {
            ObjectNode detail = node.putArray("details").addObject();
            detail.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
            detail.put("reason", error.reason());
            detail.put("domain", "googleapis.com");
            detail.putObject("metadata").put("service", "healthcare.googleapis.com");
        }
        return root;
    }
}
