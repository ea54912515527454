package org.dicomcaravan.server.http;

import io.vertx.core.http.HttpServerResponse;

/** Who answers: this program, and which version of it. So a client knows when it talks to a stranger. */
public final class Identity {

    /** Header of every answer. */
    public static final String HEADER = "Caravan-Version";

    private Identity() {}

    /** The version that the build wrote into the jar; {@code unknown} where this is run out of no jar. */
    public static String version() {
        String version = Identity.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    static void sign(HttpServerResponse response) {
        response.putHeader(HEADER, version());
    }
}
