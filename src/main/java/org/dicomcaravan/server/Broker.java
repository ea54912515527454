package org.dicomcaravan.server;

import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.text.Quoted;

/** The broker that the queues of a configuration are on, if they are on one. */
final class Broker {

    private static final String URL = "caravan.broker.url";
    private static final String NAMED = "{{" + URL + "}}";

    private Broker() {}

    /** Whether the queues are on one, wherever that is. */
    static boolean isUsed(Configuration configuration) {
        return configuration.properties().containsValue(NAMED);
    }

    /** Who signs in to it, and how, for the connection factory of the profile; nothing where there is none. */
    static Map<String, Object> credentials(Configuration configuration) {
        return configuration.given(URL).isEmpty()
                ? Map.of()
                : Map.of(
                        "brokerUser", configuration.text(URL + ".user"),
                        "brokerPassword", configuration.text(URL + ".password"));
    }

    /** What is wrong: a broker that nobody knows the place of, or that nothing uses; empty if nothing is. */
    static Optional<String> problem(Configuration configuration) {
        boolean isUsed = isUsed(configuration);
        boolean isGiven = configuration.given(URL).isPresent();
        String profile = configuration.text("caravan.profile");
        if (isUsed == isGiven) {
            return Optional.empty();
        }
        return Optional.of(
                isUsed
                        ? "Property " + URL + " is \"\": expected tcp://HOST:PORT, since profile " + profile
                                + " has its queues on a broker; set CARAVAN_BROKER_URL"
                        : "Property " + URL + " is " + Quoted.of(configuration.text(URL))
                                + ": expected nothing, since profile " + profile
                                + " has its queues in this process; set CARAVAN_PROFILE=cluster, or leave it out");
    }
}
