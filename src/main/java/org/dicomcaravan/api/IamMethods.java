package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Supplier;
import org.dicomcaravan.access.policy.PermissionName;
import org.dicomcaravan.access.policy.Policies;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.Messages;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * {@code getIamPolicy} and {@code testIamPermissions} of datasets and stores (google/iam/v1/iam_policy.proto). Policies are
 * written by who runs the server, in a file. Thread-safe.
 */
final class IamMethods {

    private final Supplier<Policies> policies;
    private final Permissions permissions;
    private final Catalog catalog;

    IamMethods(Supplier<Policies> policies, Permissions permissions, Catalog catalog) {
        this.policies = policies;
        this.permissions = permissions;
        this.catalog = catalog;
    }

    /** The policy of the resource itself, without what it inherits. */
    Answer get(ApiCall call) {
        return call.answer(policies.get().policy(call.resource().toString()));
    }

    /** Which of some permissions the caller has; none on what is not there, which is no error, as at Google's. */
    Answer test(ApiCall call) throws ApiException, IOException {
        JsonNode asked =
                call.request().message(Messages.TEST_IAM_PERMISSIONS_REQUEST).path("permissions");
        for (JsonNode permission : asked) {
            if (!PermissionName.isOne(permission.textValue())) {
                throw ApiException.invalid(
                        "permissions",
                        "Permission " + Quoted.of(permission.textValue())
                                + " is none: expected one such as healthcare.dicomStores.export, without wildcards.");
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (catalog.has(call.resource())) {
            ArrayNode granted = JsonNodeFactory.instance.arrayNode();
            for (JsonNode permission : asked) {
                if (permissions.permit(call.caller().principal(), permission.textValue(), call.resource())) {
                    granted.add(permission);
                }
            }
            if (!granted.isEmpty()) {
                answer.set("permissions", granted);
            }
        }
        return call.answer(answer);
    }

    /** Why a policy is not changed. */
    static ApiException unchangeable(ApiCall call) {
        return new ApiException(
                RpcCode.UNIMPLEMENTED,
                "The policy of " + Quoted.of(call.resource().toString())
                        + " can't be changed by a call: whoever runs the server changes its file of policies.");
    }
}
