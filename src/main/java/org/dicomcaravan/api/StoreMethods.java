package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import org.dicomcaravan.api.ResourceName.Dataset;
import org.dicomcaravan.api.ResourceName.Location;
import org.dicomcaravan.api.ResourceName.Project;
import org.dicomcaravan.rpc.RpcCode;

/** Gets and lists of stores, datasets and locations, which all have a name and little else. Thread-safe. */
final class StoreMethods {

    private final Catalog catalog;

    StoreMethods(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A DicomStore or a Dataset. */
    ObjectNode get(ResourceName resource) {
        return named(JsonNodeFactory.instance.objectNode(), resource);
    }

    ObjectNode get(Location location) {
        return located(JsonNodeFactory.instance.objectNode(), location);
    }

    /** A page of a dataset's stores. Stores have no labels here, so a filter by one leaves none. */
    ObjectNode stores(Dataset dataset, QueryParameters query) throws ApiException {
        boolean none = query.get("filter").isPresent();
        if (none) {
            LabelFilter.check(query.get("filter").get());
        }
        return page(dataset + "/dicomStores", none ? List.of() : catalog.stores(dataset), query, StoreMethods::named);
    }

    ObjectNode datasets(Location location, QueryParameters query) throws ApiException {
        return page(location + "/datasets", catalog.datasets(location), query, StoreMethods::named);
    }

    ObjectNode locations(Project project, QueryParameters query) throws ApiException {
        if (query.get("filter").isPresent()) {
            throw new ApiException(RpcCode.UNIMPLEMENTED, "Locations can't be filtered: leave filter unset.");
        }
        return page(project + "/locations", catalog.locations(project), query, StoreMethods::located);
    }

    private static <T> ObjectNode page(String list, List<T> all, QueryParameters query, BiConsumer<ObjectNode, T> fill)
            throws ApiException {
        Paging.Page<T> page = Paging.of(query).page(list, all);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!page.items().isEmpty()) {
            ArrayNode items = answer.putArray(list.substring(list.lastIndexOf('/') + 1));
            page.items().forEach(item -> fill.accept(items.addObject(), item));
        }
        page.nextToken().ifPresent(token -> answer.put("nextPageToken", token));
        return answer;
    }

    private static ObjectNode named(ObjectNode node, ResourceName resource) {
        return node.put("name", resource.toString());
    }

    private static ObjectNode located(ObjectNode node, Location location) {
        return named(node, location).put("locationId", location.id());
    }
}
