package org.dicomcaravan.cli;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.dicomcaravan.text.Escaped;

/** A server that does not show by a certificate that it is the one that was named; it is told nothing. */
final class UntrustedServer extends IOException {
    private static final long serialVersionUID = 1L;

    private UntrustedServer(String message, SSLException cause) {
        super(message, cause);
    }

    /** What a failure to agree on TLS comes from, in a sentence. */
    static UntrustedServer of(URI server, SSLException e) {
        return new UntrustedServer(sentence(server, e), e);
    }

    private static String sentence(URI server, SSLException e) {
        if (find(e, CertificateExpiredException.class).isPresent()) {
            return "the certificate of " + server + ", or of its authority, has expired: tell whoever runs the server";
        }
        if (find(e, CertificateNotYetValidException.class).isPresent()) {
            return "the certificate of " + server + " is not valid yet: is the clock of this machine right?";
        }
        if (find(e, CertPathBuilderException.class).isPresent()) {
            return "no authority that is trusted here stands for the certificate of " + server
                    + "; name a file with that of its authority, in PEM, by --certificate-authority";
        }
        Optional<CertificateException> other = find(e, CertificateException.class);
        if (other.isPresent()) {
            return "the certificate of " + server + " is not accepted: "
                    + Escaped.of(other.get().getMessage()) + "; name the server as its certificate does, or, if its"
                    + " authority is not trusted here, a file with that one's by --certificate-authority";
        }
        return server + " and this program can't agree on TLS: " + Escaped.of(String.valueOf(e.getMessage()))
                + "; is it a server of https?";
    }

    private static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }
}
