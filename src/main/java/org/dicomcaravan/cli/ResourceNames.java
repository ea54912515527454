package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Full names out of the short ones that people type. A short name is the last part of a full one; it is looked up
 * among all that the server has, in all datasets ({@code -} stands for any, as in Google's APIs).
 */
final class ResourceNames {
    /** Any dataset of a server. */
    static final String ANY_DATASET = "projects/-/locations/-/datasets/-";

    private static final Pattern DATASET = Pattern.compile("projects/[^/]+/locations/[^/]+/datasets/[^/]+");
    private static final Pattern STORE = Pattern.compile(DATASET + "/dicomStores/[^/]+");
    private static final Pattern OPERATION = Pattern.compile(DATASET + "/operations/[^/]+");

    private ResourceNames() {}

    static boolean isDataset(String name) {
        return DATASET.matcher(name).matches();
    }

    static boolean isStore(String name) {
        return STORE.matcher(name).matches();
    }

    /** The last part of a name. */
    static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The full name of a store. */
    static String store(HealthcareClient client, String name) throws IOException, InterruptedException, ServerRefusal {
        return isStore(name) ? name : find(client, name, "dicomStores", "dicomStores", "DICOM store");
    }

    /** The full name of an operation. */
    static String operation(HealthcareClient client, String name)
            throws IOException, InterruptedException, ServerRefusal {
        return OPERATION.matcher(name).matches() ? name : find(client, name, "operations", "operations", "operation");
    }

    private static String find(HealthcareClient client, String name, String collection, String field, String what)
            throws IOException, InterruptedException, ServerRefusal {
        List<String> names = client.list(ANY_DATASET + "/" + collection, field).stream()
                .map(item -> item.path("name"))
                .map(JsonNode::asText)
                .toList();
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
