package org.dicomcaravan.access.policy;

import java.util.regex.Pattern;

/** What a permission of Google's is called: a service, a kind of resource, and what is done to it. */
public final class PermissionName {

    /** Digits are rare, as in {@code healthcare.hl7V2Stores.get}. */
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*){2}");

    private PermissionName() {}

    /** Whether a text may be the name of one, without wildcards; whether Google has it, nobody knows here. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
