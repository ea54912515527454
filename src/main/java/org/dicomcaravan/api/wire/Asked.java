package org.dicomcaravan.api.wire;

/**
 * What a request asks for, as its path says. Immutable.
 *
 * @param method such as {@code dicomStores.export}
 * @param permission that the caller needs; empty for none
 * @param resource full name of what it is about
 */
public record Asked(String method, String permission, String resource) {

    /** What is no method of the API, but a route of the site's. */
    public static final Asked OTHER = new Asked("", "", "");
}
