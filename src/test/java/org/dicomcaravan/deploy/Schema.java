package org.dicomcaravan.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The schemas of Compose and Kubernetes; where they are from stands beside them. */
final class Schema {

    private static final ObjectNode KUBERNETES = read("kubernetes-1.35.json");
    private static final JsonSchema COMPOSE = schema(compose());

    private Schema() {}

    static List<String> violationsOfCompose(JsonNode document) {
        return violations(COMPOSE, document);
    }

    /** By the kind that the document says it is. */
    static List<String> violationsOfKubernetes(JsonNode document) {
        String kind = document.path("kind").asText();
        if (!KUBERNETES.path("definitions").has(kind)) {
            return List.of("no schema is kept of the kind " + kind);
        }
        ObjectNode one = KUBERNETES.deepCopy();
        one.putArray("allOf").addObject().put("$ref", "#/definitions/" + kind);
        return violations(schema(one), document);
    }

    private static List<String> violations(JsonSchema schema, JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonSchema schema(JsonNode document) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(false) // "duration" is Compose's own, such as 5s
                .build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(document, config);
    }

    /** It says that it is of draft 2019-09, and names its definitions as draft 4 did; draft 7 reads it without these. */
    private static ObjectNode compose() {
        ObjectNode compose = read("compose-spec.json");
        compose.remove("$schema");
        compose.findParents("id").stream()
                .filter(named -> named.path("id").isTextual())
                .forEach(named -> ((ObjectNode) named).remove("id"));
        return compose;
    }

    private static ObjectNode read(String name) {
        try (InputStream content = Schema.class.getResourceAsStream(name)) {
            return (ObjectNode) new ObjectMapper().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
