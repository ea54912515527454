package org.dicomcaravan.server.http;

import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.text.Quoted;

/**
 * What the API's server speaks TLS with: files in PEM, which are read again when they change.
 *
 * @param certificate the server's certificate, and those between it and its authority
 * @param key its private key, in PKCS#8, PKCS#1 or SEC 1, not encrypted
 * @param clientAuthority who signs the certificates of clients; where it is there, a client without one is not let in
 */
public record Tls(Path certificate, Path key, Optional<Path> clientAuthority) {

    /** The property of the certificate. */
    public static final String CERTIFICATE = "caravan.tls.certificate";
    /** The property of the private key. */
    public static final String KEY = "caravan.tls.key";
    /** The property of the authorities of clients. */
    public static final String CLIENT_AUTHORITY = "caravan.tls.client-authority";

    /**
     * Of settings; no TLS if there are none.
     *
     * @throws IllegalArgumentException if some are there and others, that they need, are not
     */
    public static Optional<Tls> of(
            Optional<String> certificate, Optional<String> key, Optional<String> clientAuthority) {
        if (certificate.isEmpty()) {
            key.ifPresent(file -> lacking(CERTIFICATE, "certificate chain", KEY, file));
            clientAuthority.ifPresent(file -> lacking(CERTIFICATE, "certificate chain", CLIENT_AUTHORITY, file));
            return Optional.empty();
        }
        if (key.isEmpty()) {
            lacking(KEY, "private key", CERTIFICATE, certificate.get());
        }
        return Optional.of(new Tls(Path.of(certificate.get()), Path.of(key.get()), clientAuthority.map(Path::of)));
    }

    private static void lacking(String property, String what, String other, String file) {
        throw new IllegalArgumentException("Property " + property + " is empty, and " + other + " is " + Quoted.of(file)
                + ": expected the PEM file of the server's " + what + ", or nothing in both");
    }
}
