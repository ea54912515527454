package org.dicomcaravan.api;

import java.util.Optional;
import java.util.function.Supplier;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.access.policy.Policies;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.Asked;
import org.dicomcaravan.api.wire.ResourceName;
import org.dicomcaravan.api.wire.ResourceName.OperationName;
import org.dicomcaravan.api.wire.ResourceName.Project;
import org.dicomcaravan.operation.Operations;

/** Who may call what, by the policies as they are at each call. Thread-safe. */
final class Permissions {

    private final Supplier<Policies> policies;
    private final Operations operations;

    Permissions(Supplier<Policies> policies, Operations operations) {
        this.policies = policies;
        this.operations = operations;
    }

    /**
     * Refuses who may not do something.
     *
     * @throws ApiException 403, with the same words whether the resource is there or not
     */
    void require(Principal principal, String permission, ResourceName resource) throws ApiException {
        boolean ofAllProjects =
                resource instanceof Project project && project.id().equals(Catalog.ANY);
        if (!ofAllProjects && !permit(principal, permission, resource)) {
            throw ApiException.denied(permission, resource.toString());
        }
    }

    /** The same of what a request asks for; of an operation nothing is said, since its store may count. */
    void require(Principal principal, Asked asked) throws ApiException {
        boolean isOpen = asked.permission().isEmpty()
                || asked.resource().contains("/operations/")
                || asked.resource().equals("projects/" + Catalog.ANY);
        if (!isOpen && !policies.get().permit(principal, asked.permission(), asked.resource())) {
            throw ApiException.denied(asked.permission(), asked.resource());
        }
    }

    /**
     * Whether somebody may do something. What he may do to the operations of a store's dataset he may do where his role is
     * on the store alone, to those of that store: who starts one there has to see what becomes of it.
     */
    boolean permit(Principal principal, String permission, ResourceName resource) {
        Policies now = policies.get();
        if (now.permit(principal, permission, resource.toString())) {
            return true;
        }
        Optional<String> store = resource instanceof OperationName operation
                ? operations
                        .find(operation.toString())
                        .map(found -> found.origin().store())
                : Optional.empty();
        return store.filter(name -> now.permit(principal, permission, name)).isPresent();
    }
}
