package org.dicomcaravan.access.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/** Reads the file of all policies. */
final class PolicyReader {

    private static final Pattern RESOURCE =
            Pattern.compile("projects/(?!-(/|$))[^/]+(/locations/[^/]+/datasets/[^/]+(/dicomStores/[^/]+)?)?");
    private static final Set<String> OF_POLICY = Set.of("bindings", "version", "etag");
    private static final Set<String> OF_BINDING = Set.of("role", "members");
    private static final String ROLES = "roles";

    private PolicyReader() {}

    static Policies read(String json) {
        JsonNode file = StrictJson.parse(json, "policies by the names of resources");
        Roles roles = file.has(ROLES) ? Roles.PREDEFINED.with(file.get(ROLES)) : Roles.PREDEFINED;
        Map<String, List<Binding>> bindings = new LinkedHashMap<>();
        file.properties().stream()
                .filter(entry -> !entry.getKey().equals(ROLES))
                .forEach(entry -> bindings.put(resource(entry.getKey()), policy(entry, roles)));
        return new Policies(bindings);
    }

    private static String resource(String name) {
        if (!RESOURCE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    Quoted.of(name) + " is no resource that has a policy: expected projects/P,"
                            + " projects/P/locations/L/datasets/D, or a DICOM store of that, and \"roles\" for your own roles");
        }
        return name;
    }

    private static List<Binding> policy(Map.Entry<String, JsonNode> entry, Roles roles) {
        String at = "policy of " + entry.getKey();
        JsonNode policy = StrictJson.object(at, entry.getValue(), OF_POLICY);
        if (policy.has("version") && !policy.get("version").isInt()) {
            throw new IllegalArgumentException(at + " has a version that is no number: expected 1, 2 or 3");
        }
        List<Binding> bindings = new ArrayList<>();
        for (JsonNode item : StrictJson.list("bindings in the " + at, policy.path("bindings"))) {
            bindings.add(binding("a binding in the " + at, item, roles));
        }
        return List.copyOf(bindings);
    }

    private static Binding binding(String at, JsonNode item, Roles roles) {
        if (item.has("condition")) {
            throw new IllegalArgumentException(
                    at + " has a condition: these are not supported here, so the binding can't be taken; leave it out");
        }
        JsonNode binding = StrictJson.object(at, item, OF_BINDING);
        List<Member> members = StrictJson.texts("members of " + at, binding.path("members")).stream()
                .map(Member::of)
                .toList();
        if (!binding.has("members")) {
            throw new IllegalArgumentException(at + " has no members: expected a list, which may be empty");
        }
        String role = binding.path("role").asText();
        return new Binding(role, roles.permissions(role), members);
    }
}
