package org.dicomcaravan.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.dicomcaravan.destination.ObjectHeaders;

/** What the headers of an object say, as a line of JSON. */
final class ObjectLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names in the line by headers; what a message doesn't have is not in it. */
    private static final Map<String, String> NAMES = names();

    private ObjectLine() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(ExportProperties.BUCKET, "bucket");
        names.put(ObjectHeaders.OBJECT_NAME, "name");
        names.put(ObjectHeaders.CONTENT_TYPE, "contentType");
        names.put(ExportProperties.BYTES, "bytes");
        names.put(ExportProperties.CRC32C, "crc32c");
        names.put(ExportProperties.STORE, "store");
        names.put(ExportProperties.STUDY, "study");
        names.put(ExportProperties.SERIES, "series");
        names.put(ExportProperties.SOP_INSTANCE, "instance");
        names.put(ExportProperties.FRAME, "frame");
        names.put(ExportProperties.RULE, "rule");
        return names;
    }

    static String of(Exchange exchange) {
        Message message = exchange.getMessage();
        ObjectNode line = JSON.createObjectNode();
        line.put("operation", exchange.getProperty(ExportProperties.OPERATION, Long.class));
        NAMES.forEach((header, name) -> {
            Object value = message.getHeader(header);
            if (value != null && !"".equals(value)) {
                line.set(name, JSON.valueToTree(value));
            }
        });
        return line.toString();
    }
}
