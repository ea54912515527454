package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.reading.Fragments;

/** The values of an instance that its row leaves out, by name and place. For one thread. */
final class Dropped {

    private final ArrayNode tags = JsonNodeFactory.instance.arrayNode();
    private long bytes;

    /** Leaves out a value, if there is one. */
    void drop(Element element, Around around) {
        long size = size(element);
        if (size > 0) {
            name(Names.of(element.tag()), around);
            bytes += size;
        }
    }

    /** Leaves out what is too deep to be read. */
    void name(String name, Around around) {
        tags.addObject().put("TagName", name).put("TagReference", around.path());
    }

    private static long size(Element element) {
        if (!element.isEncapsulated()) {
            return element.length();
        }
        Fragments fragments = element.fragments();
        long size = 0;
        for (int fragment = 0; fragment < fragments.size(); fragment++) {
            size += fragments.length(fragment);
        }
        return size;
    }

    ArrayNode tags() {
        return tags;
    }

    /** How many bytes were left out. */
    long bytes() {
        return bytes;
    }
}
