package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.reading.Items;

/** A data set in the DICOM JSON Model (PS3.18 F.2), binary values left out. For one thread. */
final class DicomJson {

    /** Every integer up to here is a number of JSON in every program (RFC 8259, 6). */
    private static final long LARGEST_NUMBER = 1L << 53;

    private final Around around;
    private final Dropped dropped;
    private final Map<String, ObjectNode> elements = new TreeMap<>();

    DicomJson(Around around, Dropped dropped) {
        this.around = around;
        this.dropped = dropped;
    }

    /** Adds the elements of a data set; of several with the same tag the first. */
    DicomJson add(DataSet dataSet) throws IOException, DicomException {
        for (Element element : dataSet) {
            String key = String.format(Locale.ROOT, "%08X", element.tag());
            if (Names.isNamed(element.tag()) && !elements.containsKey(key)) {
                Optional<ObjectNode> node = node(element);
                node.ifPresent(it -> elements.put(key, it));
            }
        }
        return this;
    }

    /** All of them, by tag. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return json.setAll(elements);
    }

    private Optional<ObjectNode> node(Element element) throws IOException, DicomException {
        Content content = Content.of(element, around);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("vr", element.effectiveVr().map(VR::name).orElse("UN"));
        if (content instanceof Content.Sequence sequence) {
            if (around.isDeepest()) {
                dropped.name(Names.of(element.tag()), around);
                return Optional.empty();
            }
            node.put("vr", "SQ");
            set(node, items(Names.of(element.tag()), sequence.items()));
        } else if (content instanceof Content.Words words) {
            set(node, texts(words));
        } else if (content instanceof Content.Numbers numbers) {
            set(node, numbers(numbers));
        } else if (content instanceof Content.Unknown unknown) {
            node.put("InlineBinary", unknown.bytes());
        } else if (content instanceof Content.Binary && !element.isEmpty()) {
            dropped.drop(element, around);
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private static void set(ObjectNode node, ArrayNode values) {
        if (!values.isEmpty()) {
            node.set("Value", values);
        }
    }

    private ArrayNode items(String name, Items items) throws IOException, DicomException {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < items.size(); i++) {
            around.room().element();
            DataSet item = items.get(i);
            values.add(new DicomJson(around.item(item, name, i, true), dropped)
                    .add(item)
                    .json());
        }
        return values;
    }

    private static ArrayNode texts(Content.Words words) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (String value : words.values()) {
            JsonNode node = words.vr() == VR.PN ? name(value) : values.textNode(value);
            boolean isNothing = value.isEmpty() || node.isObject() && node.isEmpty();
            values.add(isNothing ? values.nullNode() : node);
        }
        return values;
    }

    /** The groups of a name as text. */
    private static ObjectNode name(String value) {
        ObjectNode name = JsonNodeFactory.instance.objectNode();
        String[] groups = value.split("=", -1);
        for (int i = 0; i < Math.min(groups.length, PersonName.GROUPS.size()); i++) {
            if (!groups[i].isEmpty()) {
                name.put(PersonName.GROUPS.get(i), groups[i]);
            }
        }
        return name;
    }

    private static ArrayNode numbers(Content.Numbers numbers) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (Object value : numbers.values()) {
            if (value instanceof Long number && numbers.vr() == VR.AT) {
                values.add(String.format(Locale.ROOT, "%08X", number));
            } else if (value instanceof Long number && number >= -LARGEST_NUMBER && number <= LARGEST_NUMBER) {
                values.add(number);
            } else if (value instanceof Double number && Double.isFinite(number)) {
                values.add(number);
            } else {
                values.add(value.toString());
            }
        }
        return values;
    }
}
