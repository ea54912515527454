package org.dicomcaravan.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dicomcaravan.database.postgresql.PostgresAddress;

/** Which of the services that servers share are reached without TLS on a network. */
final class PlainConnections {

    private static final Pattern HOST =
            Pattern.compile("(?:tcp|postgresql)://(\\[[^]]*]|[^:/?,)\\s]+)|,(?!tcp)([^:/?,)\\s]+)");

    private PlainConnections() {}

    /** Sentences for the log, one for each. */
    static List<String> of(Configuration configuration) {
        List<String> found = new ArrayList<>();
        String state = configuration.text("caravan.state.url");
        if (leavesThisMachine(state) && !PostgresAddress.isVerified(state)) {
            found.add(
                    "The database is reached without TLS, or without a look at its certificate: whoever is on the network"
                            + " between may read and change all state. Add sslmode=verify-full to caravan.state.url; see"
                            + " docs/cluster.md");
        }
        String broker = configuration.text("caravan.broker.url");
        if (leavesThisMachine(broker) && !isVerified(broker)) {
            found.add(
                    "The broker is reached without TLS, or without a look at its certificate: whoever is on the network"
                            + " between may read its password. Add sslEnabled=true to caravan.broker.url; see docs/cluster.md");
        }
        return found;
    }

    private static boolean isVerified(String broker) {
        return broker.matches(".*[?&;]sslEnabled=true.*")
                && !broker.matches("(?i).*[?&;](sslEnabled=false|trustAll=true|verifyHost=false).*");
    }

    private static boolean leavesThisMachine(String url) {
        return HOST.matcher(url)
                .results()
                .flatMap(host -> Stream.of(host.group(1) == null ? host.group(2) : host.group(1)))
                .anyMatch(host -> !AccessControl.isLoopback(host));
    }
}
