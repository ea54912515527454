package org.dicomcaravan.server.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with what was last in order in the files of {@link Tls}: certificates are renewed while a server runs. Thread-safe.
 */
final class LiveTls {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);

    private final Tls tls;
    private final Duration handshake;
    private volatile SslContext context;
    private TlsFiles seen;
    private String told = "";

    private LiveTls(Tls tls, Duration handshake, TlsFiles seen) throws IOException {
        this.tls = tls;
        this.handshake = handshake;
        this.seen = seen;
        context = seen.context();
        tellOf(seen);
    }

    /**
     * Reads the files.
     *
     * @param handshake how long one may take
     * @throws IOException if one is not what it should be; the message says which, and what was expected
     */
    static LiveTls open(Tls tls, Duration handshake) throws IOException {
        return new LiveTls(tls, handshake, TlsFiles.read(tls));
    }

    /** For one new connection. */
    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /** Looks whether there is something new in the files; what is wrong leaves everything as it was. */
    synchronized void look() {
        try {
            TlsFiles now = TlsFiles.read(tls);
            if (now.equals(seen)) {
                return;
            }
            seen = now; // also where it is wrong: it need not be tried again
            context = now.context();
            told = "";
            tellOf(now);
        } catch (IOException | RuntimeException e) { // of libraries that nobody would see
            String why = String.valueOf(e.getMessage());
            if (!told.equals(why)) {
                told = why;
                LOG.error("The certificate stays the one that it was: {}", told);
            }
        }
    }

    private static void tellOf(TlsFiles files) throws IOException {
        X509Certificate leaf = files.leaf();
        Instant end = leaf.getNotAfter().toInstant();
        if (leaf.getNotBefore().toInstant().isAfter(Instant.now())) {
            LOG.warn(
                    "The certificate in {} is valid only from {} on",
                    files.tls().certificate(),
                    leaf.getNotBefore());
        } else if (end.isBefore(Instant.now())) {
            LOG.warn("The certificate in {} was valid until {}", files.tls().certificate(), end);
        } else {
            LOG.info(
                    "TLS with the certificate in {}, valid until {}",
                    files.tls().certificate(),
                    end);
        }
    }
}
