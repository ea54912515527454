package org.dicomcaravan.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dicomcaravan.dicom.InstanceUids;

/**
 * An instance as a batch lists it.
 *
 * @param path where it lies in its store
 * @param uids what it is called
 * @param size its length in bytes; empty where the store could not tell
 * @param version what it was then, see {@link org.dicomcaravan.store.StoredInstance#version}; empty where an earlier
 *     version of this program planned it
 */
record BatchItem(String path, InstanceUids uids, OptionalLong size, String version) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long UNKNOWN = -1;

    /** A batch's items as one line of JSON, an array of arrays. */
    static String toJson(List<BatchItem> items) {
        ArrayNode all = JSON.createArrayNode();
        for (BatchItem item : items) {
            all.addArray()
                    .add(item.path)
                    .add(item.uids.study())
                    .add(item.uids.series())
                    .add(item.uids.instance())
                    .add(item.size.orElse(UNKNOWN))
                    .add(item.version);
        }
        return all.toString();
    }

    /** Reads what {@link #toJson} wrote. */
    static List<BatchItem> fromJson(String text) {
        try {
            List<BatchItem> items = new ArrayList<>();
            for (JsonNode item : JSON.readTree(text)) {
                InstanceUids uids = new InstanceUids(
                        item.get(1).textValue(),
                        item.get(2).textValue(),
                        item.get(3).textValue());
                items.add(new BatchItem(
                        item.get(0).textValue(),
                        uids,
                        size(item.get(4).longValue()),
                        item.path(5).asText()));
            }
            return items;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The items of a saved batch are not JSON", e);
        }
    }

    private static OptionalLong size(long saved) {
        return saved == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(saved);
    }
}
