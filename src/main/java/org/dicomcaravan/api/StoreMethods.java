package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.Paging;
import org.dicomcaravan.api.wire.ResourceName;
import org.dicomcaravan.api.wire.ResourceName.DicomStore;
import org.dicomcaravan.api.wire.ResourceName.Location;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.Stores;

/** Stores, datasets and locations, which all have a name and little else. Thread-safe. */
final class StoreMethods {

    private final Catalog catalog;
    private final Stores stores;
    private final Permissions permissions;
    private final StoreMetrics metrics = new StoreMetrics();

    /**
     * Methods over these.
     *
     * @param catalog what there is
     * @param stores the stores themselves
     * @param permissions which of all projects a caller may see
     */
    StoreMethods(Catalog catalog, Stores stores, Permissions permissions) {
        this.catalog = catalog;
        this.stores = stores;
        this.permissions = permissions;
    }

    /** A DicomStore or a Dataset: its name, and nothing else. */
    Answer named(ApiCall call) {
        return call.answer(named(JsonNodeFactory.instance.objectNode(), call.resource()));
    }

    Answer location(ApiCall call) {
        return call.answer(located(JsonNodeFactory.instance.objectNode(), call.location()));
    }

    Answer metrics(ApiCall call) throws ApiException {
        String name = call.store().toString();
        return call.answer(metrics.of(name, stores.find(name).orElseThrow(() -> Catalog.missing(call.store()))));
    }

    /** A page of a dataset's stores. Stores have no labels here, so a filter by one leaves none. */
    Answer stores(ApiCall call) throws ApiException {
        Optional<String> filter = call.query().get("filter");
        if (filter.isPresent()) {
            LabelFilter.check(filter.get());
        }
        List<DicomStore> all = filter.isPresent() ? List.of() : catalog.stores(call.dataset());
        return page(call, "dicomStores", all, StoreMethods::named);
    }

    Answer datasets(ApiCall call) throws ApiException {
        return page(call, "datasets", catalog.datasets(call.location()), StoreMethods::named);
    }

    Answer locations(ApiCall call) throws ApiException {
        if (call.query().get("filter").isPresent()) {
            throw new ApiException(RpcCode.UNIMPLEMENTED, "Locations can't be filtered: leave filter unset.");
        }
        List<Location> seen = catalog.locations(call.project()).stream()
                .filter(location ->
                        permissions.permit(call.caller().principal(), "healthcare.locations.list", location))
                .toList();
        return page(call, "locations", seen, StoreMethods::located);
    }

    private static <T> Answer page(ApiCall call, String collection, List<T> all, BiConsumer<ObjectNode, T> fill)
            throws ApiException {
        Paging.Page<T> page = Paging.of(call.query()).page(call.resource() + "/" + collection, all);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!page.items().isEmpty()) {
            ArrayNode items = answer.putArray(collection);
            page.items().forEach(item -> fill.accept(items.addObject(), item));
        }
        page.nextToken().ifPresent(token -> answer.put("nextPageToken", token));
        return call.answer(answer);
    }

    private static ObjectNode named(ObjectNode node, ResourceName resource) {
        return node.put("name", resource.toString());
    }

    private static ObjectNode located(ObjectNode node, Location location) {
        return named(node, location).put("locationId", location.id());
    }
}
