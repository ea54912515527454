package org.dicomcaravan.server.http;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.text.Quoted;

/** What was in the files of {@link Tls} when they were looked at. Immutable. */
record TlsFiles(Tls tls, Buffer certificate, Buffer key, Optional<Buffer> clientAuthority) {

    private static final long LONGEST = 1 << 20;
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    /** Those with forward secrecy and authenticated encryption (RFC 9325, 4.2). */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /**
     * Reads them.
     *
     * @throws IOException if one is not there or can't be read; the message names it and its property
     */
    static TlsFiles read(Tls tls) throws IOException {
        Buffer certificate = read(Tls.CERTIFICATE, tls.certificate());
        Buffer key = read(Tls.KEY, tls.key());
        return new TlsFiles(
                tls,
                certificate,
                key,
                tls.clientAuthority().isPresent()
                        ? Optional.of(
                                read(Tls.CLIENT_AUTHORITY, tls.clientAuthority().get()))
                        : Optional.empty());
    }

    private static Buffer read(String property, Path file) throws IOException {
        try {
            if (Files.size(file) > LONGEST) {
                throw wrong(property, file, "which is longer than 1 MiB: expected a file in PEM", null);
            }
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw wrong(property, file, "which is not there: expected a file in PEM", e);
        } catch (SentenceException e) {
            throw e;
        } catch (IOException e) {
            throw wrong(property, file, "which can't be read (" + FileProblem.of(e) + "): expected a file in PEM", e);
        }
    }

    /** The server's own certificate. */
    X509Certificate leaf() throws IOException {
        return certificates(Tls.CERTIFICATE, tls.certificate(), certificate).get(0);
    }

    /**
     * What connections are made with.
     *
     * @throws IOException if a file is not what it should be; the message names it and its property
     */
    SslContext context() throws IOException {
        List<X509Certificate> chain = certificates(Tls.CERTIFICATE, tls.certificate(), certificate);
        if (key.toString().contains("ENCRYPTED")) {
            throw wrong(
                    Tls.KEY,
                    tls.key(),
                    "whose key is encrypted: expected one without a password, as openssl pkey -in FILE -out NEW makes it",
                    null);
        }
        PrivateKey secret;
        try {
            secret = KeyPairing.key(key);
        } catch (GeneralSecurityException e) {
            throw wrong(
                    Tls.KEY,
                    tls.key(),
                    "in which is no private key: expected one in PEM, of PKCS#8, PKCS#1 or SEC 1, without a password",
                    e);
        }
        if (!KeyPairing.isOf(secret, chain.get(0))) {
            throw wrong(
                    Tls.KEY,
                    tls.key(),
                    "whose key does not belong to the first certificate of "
                            + Quoted.of(tls.certificate().toString()) + " (" + Tls.CERTIFICATE
                            + "): expected the private key of that certificate",
                    null);
        }
        SslContextBuilder builder = SslContextBuilder.forServer(secret, chain.toArray(X509Certificate[]::new))
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
        if (clientAuthority.isPresent()) {
            builder.clientAuth(ClientAuth.REQUIRE)
                    .trustManager(certificates(
                                    Tls.CLIENT_AUTHORITY, tls.clientAuthority().orElseThrow(), clientAuthority.get())
                            .toArray(X509Certificate[]::new));
        }
        return builder.build();
    }

    private static List<X509Certificate> certificates(String property, Path file, Buffer pem) throws IOException {
        try {
            Collection<? extends java.security.cert.Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes()));
            if (found.isEmpty()) {
                throw new CertificateException("there is none");
            }
            return found.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException e) {
            throw wrong(property, file, "in which are no certificates: expected them in PEM, the first one first", e);
        }
    }

    private static SentenceException wrong(String property, Path file, String what, Throwable cause) {
        return new SentenceException("Property " + property + " is " + Quoted.of(file.toString()) + ", " + what, cause);
    }

    /** Without what is in them: a private key is. */
    @Override
    public String toString() {
        return tls.toString();
    }

    /** One whose message says it all. */
    private static final class SentenceException extends IOException {
        private static final long serialVersionUID = 1L;

        SentenceException(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
