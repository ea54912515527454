package org.dicomcaravan.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** A private key, and whether it is the one of a certificate: of that, neither Java nor netty make sure. */
final class KeyPairing {

    private KeyPairing() {}

    /**
     * The private key in a PEM file.
     *
     * @throws GeneralSecurityException if there is none
     */
    static PrivateKey key(Buffer certificate, Buffer key, X509Certificate leaf) throws GeneralSecurityException {
        PemKeyCertOptions pair = new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
        KeyManager[] managers;
        try {
            managers = pair.getKeyManagerFactory(null).getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) { // as its signature has it
            throw new KeyStoreException("No key can be read", e);
        }
        for (KeyManager manager : managers) {
            if (manager instanceof X509KeyManager keys) {
                String[] names = keys.getServerAliases(leaf.getPublicKey().getAlgorithm(), null);
                if (names != null && names.length > 0) {
                    return keys.getPrivateKey(names[0]);
                }
            }
        }
        throw new UnrecoverableKeyException("No key is there");
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
