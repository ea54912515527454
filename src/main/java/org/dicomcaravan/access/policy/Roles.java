package org.dicomcaravan.access.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * What roles are made of: those that Google predefines, of whose permissions only those of locations, datasets, DICOM stores
 * and operations count here, and a site's own. Immutable.
 */
final class Roles {

    /** As Google grants them (cloud.google.com/iam/docs/roles-permissions/healthcare, in 2026). */
    static final Roles PREDEFINED = predefined();

    private static final Pattern NAME = Pattern.compile("(projects/[^/]+/)?roles/[A-Za-z0-9_.]{1,64}");

    /** What else Google's Healthcare API has permissions for. */
    private static final Set<String> OTHER_SERVICES = Set.of(
            "annotationStores",
            "annotations",
            "attributeDefinitions",
            "consentArtifacts",
            "consentStores",
            "consents",
            "dataMapperWorkspaces",
            "fhirResources",
            "fhirStores",
            "hl7V2Messages",
            "hl7V2Stores",
            "nlpservice",
            "userDataMappings");

    private final Map<String, Set<String>> permissions;

    private Roles(Map<String, Set<String>> permissions) {
        this.permissions = Map.copyOf(permissions);
    }

    private static Roles predefined() {
        try (InputStream resource = Roles.class.getResourceAsStream("predefined-roles.json")) {
            Map<String, Set<String>> roles = new LinkedHashMap<>();
            new ObjectMapper().readTree(resource).properties().forEach(role -> {
                Set<String> granted = new LinkedHashSet<>();
                role.getValue().forEach(permission -> granted.add(permission.textValue()));
                roles.put(role.getKey(), Set.copyOf(granted));
            });
            return new Roles(roles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * These, and a site's own.
     *
     * @param custom lists of permissions by the names of roles
     * @throws IllegalArgumentException if a name is none, or that of a predefined role, or a list is none of permissions
     */
    Roles with(JsonNode custom) {
        Map<String, Set<String>> all = new LinkedHashMap<>(permissions);
        if (!custom.isObject()) {
            throw new IllegalArgumentException(
                    "\"roles\" is no object: expected {\"roles/NAME\": [\"healthcare.dicomStores.export\", …]}");
        }
        custom.properties().forEach(role -> {
            if (!NAME.matcher(role.getKey()).matches()) {
                throw new IllegalArgumentException("role " + Quoted.of(role.getKey())
                        + " has a name that is none: expected roles/NAME of letters, digits, dots and underscores");
            }
            if (all.put(role.getKey(), permissions(role.getKey(), role.getValue())) != null) {
                throw new IllegalArgumentException("role " + Quoted.of(role.getKey())
                        + " is one of Google's, which stay as they are: give yours another name");
            }
        });
        return new Roles(all);
    }

    private static Set<String> permissions(String role, JsonNode list) {
        Set<String> granted = new LinkedHashSet<>(StrictJson.texts("role " + Quoted.of(role), list));
        for (String permission : granted) {
            if (!PermissionName.isOne(permission) || isMisspelt(permission)) {
                throw new IllegalArgumentException("role " + Quoted.of(role) + " has permission "
                        + Quoted.of(permission) + ": expected one such as healthcare.dicomStores.export");
            }
        }
        if (granted.isEmpty()) {
            throw new IllegalArgumentException(
                    "role " + Quoted.of(role) + " has no permissions: expected a list of some");
        }
        return Set.copyOf(granted);
    }

    /** Whether a permission is about what this server has, and is none that Google has for that. */
    private static boolean isMisspelt(String permission) {
        String[] parts = permission.split("\\.");
        boolean ours = parts[0].equals("healthcare") && !OTHER_SERVICES.contains(parts[1]);
        return ours && !PREDEFINED.permissions.get("roles/owner").contains(permission);
    }

    /**
     * The permissions of a role.
     *
     * @throws IllegalArgumentException if there is no such role
     */
    Set<String> permissions(String role) {
        Set<String> granted = permissions.get(role);
        if (granted == null) {
            throw new IllegalArgumentException("role " + Quoted.of(role) + " is not known: expected one of "
                    + permissions.keySet().stream().sorted().toList());
        }
        return granted;
    }
}
