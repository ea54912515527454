package org.dicomcaravan.database.postgresql;

import java.io.FileNotFoundException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.GT;

/**
 * Why TLS to PostgreSQL came to nothing, where that stays so until somebody changes something. The driver gives all of it the
 * code of a network that broke, so it is told by its causes, and by the driver's words, in whatever language it speaks.
 */
final class TlsProblem {

    private static final String NO_TLS = "The server does not support SSL.";
    private static final String OTHER_NAME = "The hostname {0} could not be verified by hostnameverifier {1}.";

    /** In the place of a host and the like. */
    private static final String ANY = "\0";

    private TlsProblem() {}

    /** What is wrong and what to do, to be read behind the name of the database; empty if it is something else. */
    static Optional<String> of(SQLException said) {
        if (says(said, NO_TLS)) {
            return Optional.of(" speaks no TLS, which sslmode in caravan.state.url asks for; give it a certificate and"
                    + " ssl = on in its postgresql.conf");
        }
        if (says(said, OTHER_NAME)) {
            return Optional.of(
                    " has a certificate of another name; call it in caravan.state.url as its certificate does,"
                            + " or give it one of this name");
        }
        if (causes(said).anyMatch(FileNotFoundException.class::isInstance)) {
            return Optional.of(
                    " can't be asked over TLS: a file that is needed for it can't be read; name one that can by"
                            + " sslrootcert=FILE in caravan.state.url");
        }
        if (causes(said).anyMatch(GeneralSecurityException.class::isInstance)) {
            return Optional.of(" has a certificate that can't be trusted: " + innermost(said)
                    + "; name the file of its authority's certificate by sslrootcert=FILE in caravan.state.url, or renew"
                    + " its own");
        }
        return Optional.empty();
    }

    private static boolean says(SQLException said, String words) {
        String pattern = Stream.of(GT.tr(words, ANY, ANY).split(ANY, -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return String.valueOf(said.getMessage()).matches(pattern);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, at -> at != null, Throwable::getCause);
    }

    /** The words of the one that knows most: those around it repeat them, behind its type. */
    private static String innermost(Throwable failure) {
        return causes(failure)
                .reduce((outer, inner) -> inner)
                .map(Throwable::getMessage)
                .orElseThrow();
    }
}
