package org.dicomcaravan.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The keys of {@code src/test/resources/tls}, and clients that trust their authority. */
public final class TestKeys {

    private static final Path FOLDER = Path.of("src/test/resources/tls");

    private TestKeys() {}

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** Copies a key and its certificate to server.key and server.pem in a folder, as who renews them would. */
    static void deploy(String name, Path folder) throws IOException {
        replace(file(name + ".key"), folder.resolve("server.key"));
        replace(file(name + ".pem"), folder.resolve("server.pem"));
    }

    static void replace(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was deployed into a folder. */
    static Tls deployed(Path folder, Optional<Path> clientAuthority) {
        return new Tls(folder.resolve("server.pem"), folder.resolve("server.key"), clientAuthority);
    }

    /** A client, with a certificate of its own or without. */
    public static SSLContext client(Optional<String> name) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream pem = Files.newInputStream(file("authority.pem"))) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] keys = name.isEmpty()
                ? new KeyManager[0]
                : new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(Files.readAllBytes(file(name.get() + ".pem"))))
                        .setKeyValue(Buffer.buffer(Files.readAllBytes(file(name.get() + ".key"))))
                        .getKeyManagerFactory(null)
                        .getKeyManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    /** The name in the certificate of a server on this machine. */
    static String nameOf(int port) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) client(Optional.empty()).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return leaf.getSubjectX500Principal().getName();
        }
    }

    /** Sends what is given over TLS, and gives back all that comes until the server hangs up. */
    static String raw(SSLContext client, int port, String protocol, String request) throws IOException {
        try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {protocol});
            return said(socket, request.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The same over any socket. */
    static String said(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
