package org.dicomcaravan.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.impl.pkcs1.PrivateKeyParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key, and whether it is the one of a certificate: of that, neither Java nor netty make sure. */
final class KeyPairing {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (EC |RSA |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

    private KeyPairing() {}

    /**
     * The private key in a PEM file.
     *
     * @throws GeneralSecurityException if there is none
     */
    static PrivateKey key(Buffer file) throws GeneralSecurityException {
        Matcher pem = PEM.matcher(file.toString(StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new InvalidKeySpecException("no private key is there");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
            return switch (pem.group(1)) {
                case "EC " -> KeyFactory.getInstance("EC").generatePrivate(PrivateKeyParser.getECKeySpec(der));
                case "RSA " -> KeyFactory.getInstance("RSA").generatePrivate(PrivateKeyParser.getRSAKeySpec(der));
                default -> pkcs8(der);
            };
        } catch (RuntimeException e) { // of the parser, which has no other kind
            throw new InvalidKeySpecException("it can't be read", e);
        }
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        InvalidKeySpecException other = new InvalidKeySpecException("it is no key of RSA, EC or EdDSA");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                other.addSuppressed(e);
            }
        }
        throw other;
    }

    /** Whether what the key signs is signed for the certificate. */
    static boolean isOf(PrivateKey key, X509Certificate leaf) {
        byte[] text = leaf.getSignature();
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(leaf.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of another kind
        }
    }
}
