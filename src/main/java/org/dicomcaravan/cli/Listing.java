package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What is in collections.
 *
 * @param items of all that may be listed
 * @param refused names of datasets, and locations, of which the caller may not list it
 */
record Listing(List<JsonNode> items, List<String> refused) {
    Listing {
        items = List.copyOf(items);
        refused = List.copyOf(refused);
    }
}
