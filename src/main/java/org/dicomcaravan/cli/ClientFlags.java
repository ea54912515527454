package org.dicomcaravan.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server to talk to. */
final class ClientFlags {
    /** The address of a server that was started without any flags. */
    static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--server", paramLabel = "URL", description = "The server to call, http://HOST:PORT.")
    private Optional<String> server = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds a bearer token for it.")
    private Optional<Path> tokenFile = Optional.empty();

    boolean hasServer() {
        return server.isPresent();
    }

    /** A client of the server that was named, or of the one on this machine. */
    HealthcareClient client() {
        return client(server.map(this::uri).orElse(LOCAL));
    }

    /** A client of a server. */
    HealthcareClient client(URI uri) {
        PrintWriter err = command.commandLine().getErr();
        return new HealthcareClient(uri, tokenFile, remark -> {
            err.println("caravan: " + remark);
            err.flush();
        });
    }

    private URI uri(String text) {
        String scheme = text.contains("://") ? "" : "; write http://" + text;
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new ParameterException(command.commandLine(), "--server: " + e.getMessage() + scheme, e);
        }
        throw new ParameterException(
                command.commandLine(), "--server takes http(s)://HOST[:PORT], not " + text + scheme);
    }
}
