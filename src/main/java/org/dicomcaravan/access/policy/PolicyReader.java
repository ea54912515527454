package org.dicomcaravan.access.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/** Reads the file of all policies, and refuses whatever it does not understand, since that may be what takes a right away. */
final class PolicyReader {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern RESOURCE =
            Pattern.compile("projects/[^/]+(/locations/[^/]+/datasets/[^/]+(/dicomStores/[^/]+)?)?");
    private static final Set<String> OF_POLICY = Set.of("bindings", "version", "etag");
    private static final Set<String> OF_BINDING = Set.of("role", "members");

    private PolicyReader() {}

    static Policies read(String json) {
        JsonNode file = parse(json);
        Roles roles = file.has("roles") ? Roles.PREDEFINED.with(file.get("roles")) : Roles.PREDEFINED;
        Map<String, List<Binding>> bindings = new LinkedHashMap<>();
        file.properties().stream()
                .filter(entry -> !entry.getKey().equals("roles"))
                .forEach(entry -> bindings.put(resource(entry.getKey()), policy(entry, roles)));
        return new Policies(bindings);
    }

    private static JsonNode parse(String json) {
        JsonNode file;
        try {
            file = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage() + place(e), e);
        }
        if (!file.isObject()) {
            throw new IllegalArgumentException("it is no object: expected policies by the names of resources");
        }
        return file;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
    }

    private static String resource(String name) {
        if (!RESOURCE.matcher(name).matches()) {
            throw new IllegalArgumentException(Quoted.of(name) + " is no resource that has a policy: expected projects/P,"
                    + " projects/P/locations/L/datasets/D, or a DICOM store of that, and \"roles\" for your own roles");
        }
        return name;
    }

    private static List<Binding> policy(Map.Entry<String, JsonNode> entry, Roles roles) {
        String at = "policy of " + entry.getKey();
        requireKnown(at, entry.getValue(), OF_POLICY);
        List<Binding> bindings = new ArrayList<>();
        for (JsonNode binding : entry.getValue().path("bindings")) {
            if (binding.has("condition")) {
                throw new IllegalArgumentException(
                        at + " has a condition: conditions are not supported here, so the binding can't be taken; leave it out");
            }
            requireKnown(at, binding, OF_BINDING);
            String role = binding.path("role").asText();
            bindings.add(new Binding(role, roles.permissions(role), members(at, binding.path("members"))));
        }
        return List.copyOf(bindings);
    }

    private static List<Member> members(String at, JsonNode list) {
        List<Member> members = new ArrayList<>();
        list.forEach(member -> members.add(Member.of(member.asText())));
        if (members.isEmpty()) {
            throw new IllegalArgumentException(at + " has a binding without members: expected a list of some");
        }
        return members;
    }

    private static void requireKnown(String at, JsonNode object, Set<String> fields) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(at + " has something else where an object is expected");
        }
        object.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw new IllegalArgumentException(at + " has a field " + Quoted.of(field)
                        + " that is not known: expected " + fields.stream().sorted().toList());
            }
        });
    }
}
