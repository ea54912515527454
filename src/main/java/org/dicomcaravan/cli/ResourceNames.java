package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Full names out of the short ones that people type. A short name is the last part of a full one; it is looked up in
 * all datasets that the server has.
 */
final class ResourceNames {
    private static final Pattern DATASET = Pattern.compile("projects/[^/]+/locations/[^/]+/datasets/[^/]+");
    private static final Pattern STORE = Pattern.compile(DATASET + "/dicomStores/[^/]+");
    private static final Pattern OPERATION = Pattern.compile(DATASET + "/operations/[^/]+");

    private static final int FORBIDDEN = 403;

    private ResourceNames() {}

    static boolean isDataset(String name) {
        return DATASET.matcher(name).matches();
    }

    static boolean isStore(String name) {
        return STORE.matcher(name).matches();
    }

    /**
     * All items of a collection. Where whoever asks may list that of some datasets, it is those.
     *
     * @param dataset whose; of all datasets that the server has if absent
     * @param collection {@code operations} or {@code dicomStores}
     * @throws ServerRefusal if it may be listed of none
     */
    static Listing items(HealthcareClient client, Optional<String> dataset, String collection)
            throws IOException, InterruptedException, ServerRefusal {
        if (dataset.isPresent()) {
            return new Listing(client.list(dataset.get() + "/" + collection, collection), List.of());
        }
        // projects/- stands for all of its projects.
        List<String> locations = names(client.list("projects/-/locations", "locations"));
        Listing datasets = ofEach(client, locations, "datasets");
        Listing items = ofEach(client, names(datasets.items()), collection);
        return new Listing(
                items.items(),
                Stream.concat(datasets.refused().stream(), items.refused().stream())
                        .toList());
    }

    private static Listing ofEach(HealthcareClient client, List<String> parents, String collection)
            throws IOException, InterruptedException, ServerRefusal {
        List<JsonNode> items = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String parent : parents) {
            try {
                items.addAll(client.list(parent + "/" + collection, collection));
            } catch (ServerRefusal e) {
                refused.add(parent);
                if (e.status() != FORBIDDEN || refused.size() == parents.size()) {
                    throw e;
                }
            }
        }
        return new Listing(items, refused);
    }

    private static List<String> names(List<JsonNode> items) {
        return items.stream().map(item -> item.path("name").asText()).toList();
    }

    /** The last part of a name. */
    static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The full name of a store. */
    static String store(HealthcareClient client, String name) throws IOException, InterruptedException, ServerRefusal {
        return isStore(name) ? name : find(client, name, "dicomStores", "DICOM store");
    }

    /** The full name of an operation. */
    static String operation(HealthcareClient client, String name)
            throws IOException, InterruptedException, ServerRefusal {
        return OPERATION.matcher(name).matches() ? name : find(client, name, "operations", "operation");
    }

    private static String find(HealthcareClient client, String name, String collection, String what)
            throws IOException, InterruptedException, ServerRefusal {
        List<String> names = names(items(client, Optional.empty(), collection).items());
        List<String> matches = names.stream().filter(n -> last(n).equals(name)).toList();
        if (matches.isEmpty()) {
            String there = names.isEmpty() ? "it has none" : "it has " + some(names);
            throw new ServerRefusal(404, client.server() + " has no " + what + " " + name + "; " + there);
        }
        if (matches.size() > 1) {
            throw new ServerRefusal(
                    409,
                    name + " is the name of more than one " + what + ": give the whole of it, "
                            + String.join(" or ", matches));
        }
        return matches.get(0);
    }

    private static String some(List<String> names) {
        String first = String.join(
                ", ", names.stream().limit(5).map(ResourceNames::last).toList());
        return names.size() > 5 ? first + " and " + (names.size() - 5) + " more" : first;
    }
}
