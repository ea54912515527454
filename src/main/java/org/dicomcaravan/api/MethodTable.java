package org.dicomcaravan.api;

import static org.dicomcaravan.api.ApiMethod.get;
import static org.dicomcaravan.api.ApiMethod.post;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.ApiVersion;
import org.dicomcaravan.api.wire.RequestPath;
import org.dicomcaravan.api.wire.ResourceName;
import org.dicomcaravan.text.Quoted;

/** All methods of the API, in each of its versions. Immutable and thread-safe. */
final class MethodTable {

    private static final String LOCATION = "projects/*/locations/*";
    private static final String DATASET = LOCATION + "/datasets/*";
    private static final String STORE = DATASET + "/dicomStores/*";
    private static final String OPERATION = DATASET + "/operations/*";

    private final List<ApiMethod> methods;

    /**
     * A method that was called.
     *
     * @param version the version of the API that it was called in
     * @param resource what it was called on
     */
    record Routed(ApiMethod method, ApiVersion version, ResourceName resource) {}

    MethodTable(StoreMethods stores, ExportMethod export, OperationMethods operations, IamMethods iam) {
        methods = Stream.of(ofStores(stores, export), ofOperations(operations), ofPolicies(iam))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ApiMethod> ofStores(StoreMethods stores, ExportMethod export) {
        return List.of(
                get(
                        "locations.list",
                        "projects/*/locations",
                        "healthcare.locations.list",
                        stores::locations,
                        "filter",
                        "pageSize",
                        "pageToken"),
                get("locations.get", LOCATION, "healthcare.locations.get", stores::location),
                get(
                        "datasets.list",
                        LOCATION + "/datasets",
                        "healthcare.datasets.list",
                        stores::datasets,
                        "pageSize",
                        "pageToken"),
                get("datasets.get", DATASET, "healthcare.datasets.get", stores::named),
                get(
                        "dicomStores.list",
                        DATASET + "/dicomStores",
                        "healthcare.dicomStores.list",
                        stores::stores,
                        "filter",
                        "pageSize",
                        "pageToken"),
                get("dicomStores.get", STORE, "healthcare.dicomStores.get", stores::named),
                get(
                        "dicomStores.getDICOMStoreMetrics",
                        STORE + ":getDICOMStoreMetrics",
                        "healthcare.dicomStores.get",
                        stores::metrics),
                post("dicomStores.export", STORE + ":export", "healthcare.dicomStores.export", export::start));
    }

    private static List<ApiMethod> ofOperations(OperationMethods operations) {
        return List.of(
                get(
                        "operations.list",
                        DATASET + "/operations",
                        "healthcare.operations.list",
                        operations::list,
                        "filter",
                        "pageSize",
                        "pageToken",
                        "returnPartialSuccess"),
                get("operations.get", OPERATION, "healthcare.operations.get", operations::get),
                post("operations.cancel", OPERATION + ":cancel", "healthcare.operations.cancel", operations::cancel),
                // What metadata.logsUrl points to; Google's is a page of its console.
                get("operations.log", OPERATION + "/log", "healthcare.operations.get", operations::log),
                // What Google's operations do not tell: which store, and where to.
                get("operations.request", OPERATION + "/request", "healthcare.operations.get", operations::request),
                get(
                        "operations.requests",
                        DATASET + "/requests",
                        "healthcare.operations.list",
                        operations::requests,
                        "pageSize",
                        "pageToken"));
    }

    private static List<ApiMethod> ofPolicies(IamMethods iam) {
        return Stream.of(DATASET, STORE)
                .flatMap(path -> {
                    String of = path.equals(STORE) ? "dicomStores." : "datasets.";
                    return Stream.of(
                            get(
                                    of + "getIamPolicy",
                                    path + ":getIamPolicy",
                                    "healthcare." + of + "getIamPolicy",
                                    iam::get,
                                    "options.requestedPolicyVersion"),
                            post(
                                    of + "setIamPolicy",
                                    path + ":setIamPolicy",
                                    "healthcare." + of + "setIamPolicy",
                                    call -> {
                                        throw IamMethods.unchangeable(call);
                                    }),
                            post(of + "testIamPermissions", path + ":testIamPermissions", "", iam::test));
                })
                .toList();
    }

    List<ApiMethod> methods() {
        return methods;
    }

    /**
     * Finds the method that a request line means.
     *
     * @param verb the HTTP method, such as {@code POST}
     * @param path the path as it was on the wire, still encoded, without its query
     * @throws ApiException 404 for a path that is nothing here, 405 for a method that it does not have, 400 for a name
     *     that can't be one
     */
    Routed route(String verb, String path) throws ApiException {
        RequestPath parts = RequestPath.of(path);
        Map<ApiMethod, ResourceName> there = new LinkedHashMap<>();
        for (ApiMethod method : methods) {
            Optional<ResourceName> resource = method.path().match(parts.segments());
            resource.ifPresent(name -> there.put(method, name));
        }
        if (there.isEmpty()) {
            throw RequestPath.unknown(path);
        }
        String wanted = verb.equals("HEAD") ? "GET" : verb;
        for (Map.Entry<ApiMethod, ResourceName> found : there.entrySet()) {
            if (found.getKey().verb().equals(wanted)) {
                return new Routed(found.getKey(), parts.version(), found.getValue());
            }
        }
        String allowed = there.keySet().stream().map(ApiMethod::allow).collect(Collectors.joining(", "));
        throw ApiException.methodNotAllowed(
                allowed,
                "Method " + Quoted.of(verb) + " is not allowed on " + Quoted.of(path) + "; use " + allowed + ".");
    }
}
