package org.dicomcaravan.destination;

import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * Cloud Storage's rules for bucket names, which the embedded buckets keep too: 3 to 63 lower-case letters, digits,
 * {@code -}, {@code _} and {@code .}, a letter or digit at both ends; up to 222 characters where dots part it into
 * components of at most 63; not an IP address.
 */
public final class BucketName {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 222;
    private static final int LONGEST_COMPONENT = 63;
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]*[a-z0-9]");
    private static final Pattern IP_ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private BucketName() {}

    /**
     * Gives back the name if it is a bucket's.
     *
     * @throws IllegalArgumentException with a message that names the problem
     */
    public static String check(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the bucket name is missing: expected gs://BUCKET/…");
        }
        if (name.length() < SHORTEST || name.length() > LONGEST) {
            throw wrong(
                    name,
                    "has " + name.length() + (name.length() == 1 ? " character" : " characters")
                            + ", not 3 to 63 (222 with dots)");
        }
        if (!SHAPE.matcher(name).matches()) {
            throw wrong(
                    name, "may have lower-case letters, digits, '-', '_' and '.', and a letter or digit at its ends");
        }
        for (String component : name.split("\\.", -1)) {
            if (component.isEmpty()) {
                throw wrong(name, "has '..'");
            }
            if (component.length() > LONGEST_COMPONENT) {
                throw wrong(name, "has more than 63 characters without a dot");
            }
        }
        if (IP_ADDRESS.matcher(name).matches()) {
            throw wrong(name, "looks like an IP address");
        }
        return name;
    }

    private static IllegalArgumentException wrong(String name, String problem) {
        return new IllegalArgumentException("bad bucket name " + Quoted.of(name) + ": it " + problem);
    }
}
