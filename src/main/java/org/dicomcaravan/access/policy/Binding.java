package org.dicomcaravan.access.policy;

import java.util.List;
import java.util.Set;
import org.dicomcaravan.access.Principal;

/**
 * A role, and who has it. Immutable.
 *
 * @param role its name
 * @param permissions what it is made of
 * @param members who has it
 */
record Binding(String role, Set<String> permissions, List<Member> members) {

    Binding {
        permissions = Set.copyOf(permissions);
        members = List.copyOf(members);
    }

    boolean grants(Principal principal, String permission) {
        return permissions.contains(permission) && members.stream().anyMatch(member -> member.includes(principal));
    }
}
