package org.dicomcaravan.access.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.dicomcaravan.access.Principal;

/**
 * The policies of all resources. What a policy grants on a resource it grants on everything below that. Immutable and
 * thread-safe.
 */
public final class Policies {

    private final Map<String, List<Binding>> bindings;
    private final boolean open;

    private Policies(Map<String, List<Binding>> bindings, boolean open) {
        this.bindings = Map.copyOf(bindings);
        this.open = open;
    }

    Policies(Map<String, List<Binding>> bindings) {
        this(bindings, false);
    }

    /** Anybody may do anything: where nobody is asked who he is. */
    public static Policies open() {
        return new Policies(Map.of(), true);
    }

    /**
     * Reads policies.
     *
     * @param json see docs/security.md
     * @throws IllegalArgumentException if there is anything in it that would have to be ignored
     */
    public static Policies of(String json) {
        return PolicyReader.read(json);
    }

    /**
     * Whether somebody may do something.
     *
     * @param permission such as {@code healthcare.dicomStores.export}
     * @param resource full name of a project, or of what is in one
     */
    public boolean permit(Principal principal, String permission, String resource) {
        if (open) {
            return true;
        }
        Optional<String> at = Optional.of(resource);
        while (at.isPresent()) {
            for (Binding binding : bindings.getOrDefault(at.get(), List.of())) {
                if (binding.grants(principal, permission)) {
                    return true;
                }
            }
            at = parent(at.get());
        }
        return false;
    }

    private static Optional<String> parent(String resource) {
        int id = resource.lastIndexOf('/');
        int collection = id < 0 ? -1 : resource.lastIndexOf('/', id - 1);
        return collection < 0 ? Optional.empty() : Optional.of(resource.substring(0, collection));
    }

    /** The policy of a resource itself, as google.iam.v1.Policy; without what it inherits, as at Google's. */
    public ObjectNode policy(String resource) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("version", 1);
        List<Binding> own = bindings.getOrDefault(resource, List.of());
        if (!own.isEmpty()) {
            ArrayNode list = policy.putArray("bindings");
            own.forEach(binding -> {
                ObjectNode node = list.addObject().put("role", binding.role());
                ArrayNode members = node.putArray("members");
                binding.members().forEach(member -> members.add(member.toString()));
            });
        }
        return policy.put("etag", etag(policy));
    }

    private static String etag(JsonNode policy) {
        CRC32C sum = new CRC32C();
        sum.update(policy.toString().getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Long.toHexString(sum.getValue()).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
