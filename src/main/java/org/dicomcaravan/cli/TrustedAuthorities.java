package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Authorities that a site has of its own, trusted besides those that Java trusts. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /**
     * Trust in Java's authorities, and in those of a file.
     *
     * @param file certificates in PEM
     * @throws IOException what is wrong with the file, for the user
     */
    static SSLContext with(Path file) throws IOException {
        Collection<? extends Certificate> own = read(file);
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int count = 0;
            for (Certificate each : own) {
                all.setCertificateEntry("own-" + count++, each);
            }
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager java) {
                    for (X509Certificate each : java.getAcceptedIssuers()) {
                        all.setCertificateEntry("java-" + count++, each);
                    }
                }
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " can't be trusted: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException {
        String expected = "expected certificates of authorities, in PEM (-----BEGIN CERTIFICATE-----)";
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException(file + " holds no certificate: " + expected);
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file; " + expected, e);
        } catch (CertificateException e) {
            throw new IOException(file + " can't be read: " + expected, e);
        }
    }
}
