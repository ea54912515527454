package org.dicomcaravan.api.wire;

import java.nio.charset.StandardCharsets;

/** Paths of URLs that this server gives out. */
public final class UriPath {

    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

    private UriPath() {}

    /** Encodes what may not stand in a path (RFC 3986, 3.3); slashes stay. */
    public static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && PLAIN.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xFF));
            }
        }
        return encoded.toString();
    }
}
