package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server to talk to, and as whom. */
final class ClientFlags {
    /** The address of a server that was started without any flags. */
    static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    private static final String AUTHORITY = "--certificate-authority";
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--server", paramLabel = "URL", description = "The server to call, http(s)://HOST:PORT.")
    private Optional<String> server = Optional.empty();

    @Option(
            names = AUTHORITY,
            paramLabel = "FILE",
            description = "Certificates, in PEM, of authorities that servers of https are trusted by, besides Java's.")
    private Optional<Path> authority = Optional.empty();

    @Mixin
    private TokenFlags token;

    boolean hasServer() {
        return server.isPresent();
    }

    /** A client of the server that was named, or of the one on this machine. */
    HealthcareClient client() {
        return client(server());
    }

    /** A client of a server. */
    HealthcareClient client(URI uri) {
        BearerToken bearer = token.token();
        boolean https = isHttps(uri);
        if (bearer.isGiven() && !https && !isHere(uri)) {
            remark("anybody on the way to " + uri + " can read the token, for http is not encrypted; use https");
        }
        return new HealthcareClient(uri, bearer, https ? trust() : Optional.empty(), this::remark);
    }

    /** What has to be added to another command that is to talk to the same server. */
    String hint() {
        boolean given = command.commandLine().getParseResult().hasMatchedOption(AUTHORITY);
        String own = given ? authority.map(file -> " " + AUTHORITY + " " + file).orElse("") : "";
        return " --server " + server() + own + token.hint();
    }

    private void remark(String remark) {
        PrintWriter err = command.commandLine().getErr();
        err.println("caravan: " + remark);
        err.flush();
    }

    private Optional<SSLContext> trust() {
        try {
            return authority.isPresent() ? Optional.of(TrustedAuthorities.with(authority.get())) : Optional.empty();
        } catch (IOException e) {
            throw Caravan.usage(command, AUTHORITY + " " + e.getMessage());
        }
    }

    private URI server() {
        return server.map(this::uri).orElse(LOCAL);
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isHere(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(host) || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    private URI uri(String text) {
        if (text.contains("@")) {
            throw Caravan.usage(
                    command,
                    "--server takes http(s)://HOST[:PORT], without a user or a password; " + TokenFlags.GIVE_ONE);
        }
        String whole = text.contains("://") ? text : "http://" + text;
        try {
            URI uri = new URI(whole);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri);
            if (http && uri.getHost() != null && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new ParameterException(command.commandLine(), "--server takes http(s)://HOST[:PORT], not " + text, e);
        }
        throw Caravan.usage(command, "--server takes http(s)://HOST[:PORT], not " + text);
    }
}
