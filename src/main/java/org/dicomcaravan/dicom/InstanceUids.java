package org.dicomcaravan.dicom;

import java.util.Optional;

/**
 * The three UIDs that name an instance, checked: 1 to 64 characters of digits and dots each, so that they may become
 * part of a path, a URL or an object name.
 */
public record InstanceUids(String study, String series, String instance) {

    public InstanceUids {
        if (!isValid(study) || !isValid(series) || !isValid(instance)) {
            throw new IllegalArgumentException("a UID is 1 to 64 characters of digits and dots");
        }
    }

    /** Of values as stored, NULs and spaces at their ends taken off; empty if one of them is no UID then. */
    public static Optional<InstanceUids> of(String study, String series, String instance) {
        String a = Padding.trimEnd(study);
        String b = Padding.trimEnd(series);
        String c = Padding.trimEnd(instance);
        return isValid(a) && isValid(b) && isValid(c) ? Optional.of(new InstanceUids(a, b, c)) : Optional.empty();
    }

    /** Whether a text is {@code [0-9.]{1,64}}. */
    public static boolean isValid(String uid) {
        return !uid.isEmpty() && uid.length() <= 64 && uid.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }
}
