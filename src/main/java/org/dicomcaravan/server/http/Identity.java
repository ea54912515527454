package org.dicomcaravan.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Who answers: this program, and which version of it. So a client knows when it talks to a stranger. */
public final class Identity {

    /** Header of every answer. */
    public static final String HEADER = "Caravan-Version";

    /** For a year a browser that came over TLS comes over nothing else (RFC 6797). */
    private static final Map.Entry<String, String> TLS_ONLY =
            Map.entry("Strict-Transport-Security", "max-age=31536000");

    private Identity() {}

    /** The version that the build wrote into the jar; {@code unknown} where this is run out of no jar. */
    public static String version() {
        String version = Identity.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** The headers of every answer. */
    static Map<String, String> headers(boolean secure) {
        return secure ? Map.of(HEADER, version(), TLS_ONLY.getKey(), TLS_ONLY.getValue()) : Map.of(HEADER, version());
    }

    static void sign(HttpServerRequest request) {
        headers(request.isSSL()).forEach(request.response()::putHeader);
    }
}
