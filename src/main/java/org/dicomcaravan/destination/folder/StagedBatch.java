package org.dicomcaravan.destination.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.destination.ObjectName;

/** The objects of a batch that are not visible yet, by instance. Not safe for use by many threads. */
final class StagedBatch {
    private final Map<String, Map<ObjectName, StagedObject>> instances = new LinkedHashMap<>();
    private int size;

    void add(StagedObject object) {
        StagedObject before = instances
                .computeIfAbsent(object.instance(), i -> new LinkedHashMap<>())
                .put(object.name(), object);
        if (before == null) {
            size++;
        } else {
            before.drop();
        }
    }

    int size() {
        return size;
    }

    /** Gives up what an instance staged. */
    void drop(String instance) {
        Map<ObjectName, StagedObject> objects = instances.remove(instance);
        if (objects != null) {
            size -= objects.size();
            objects.values().forEach(StagedObject::drop);
        }
    }

    /** Takes all objects out, in the order of their coming. */
    List<StagedObject> take() {
        List<StagedObject> all = new ArrayList<>(size);
        instances.values().forEach(objects -> all.addAll(objects.values()));
        instances.clear();
        size = 0;
        return all;
    }
}
