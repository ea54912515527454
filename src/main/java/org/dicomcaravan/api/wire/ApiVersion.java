package org.dicomcaravan.api.wire;

import java.util.Optional;

/** The versions of the API, by the name that they have in paths and type names. */
public enum ApiVersion {
    V1("v1"),
    V1BETA1("v1beta1"),
    V1ALPHA2("v1alpha2");

    private final String path;

    ApiVersion(String path) {
        this.path = path;
    }

    /** The version with a name, if it is one of ours. */
    public static Optional<ApiVersion> of(String name) {
        for (ApiVersion version : values()) {
            if (version.path.equals(name)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** {@code v1}, {@code v1beta1} or {@code v1alpha2}. */
    @Override
    public String toString() {
        return path;
    }
}
