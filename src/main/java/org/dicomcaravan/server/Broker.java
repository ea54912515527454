package org.dicomcaravan.server;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.text.Quoted;

/** The broker that the queues of a configuration are on, if they are on one. */
final class Broker {

    private static final String URL = "caravan.broker.url";
    private static final String STATE = "caravan.state.url";
    private static final String ALONE = "caravan.broker.alone";
    private static final String NAMED = "{{" + URL + "}}";

    private Broker() {}

    /** Whether the queues are on one, wherever that is. */
    static boolean isUsed(Configuration configuration) {
        return configuration.properties().containsValue(NAMED);
    }

    /** What the profile's settings name: who signs in to it, and how, and what a message is; nothing where there is no broker. */
    static Map<String, Object> beans(Configuration configuration) {
        return configuration.given(URL).isEmpty()
                ? Map.of()
                : Map.of(
                        "brokerUser", configuration.text(URL + ".user"),
                        "brokerPassword", configuration.text(URL + ".password"),
                        "workItemMessages", new WorkItemMessages());
    }

    /**
     * What is wrong: a broker that nobody knows the place of, or that nothing uses; servers that share the queues, each with
     * a state of its own. Empty if nothing is.
     */
    static Stream<String> problems(Configuration configuration) {
        return Stream.of(problemOfPlace(configuration), problemOfState(configuration))
                .flatMap(Optional::stream);
    }

    private static Optional<String> problemOfPlace(Configuration configuration) {
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
                        : "Property " + URL + " is " + Quoted.of(Setting.withoutParameters(configuration.text(URL)))
                                + ": expected nothing, since profile " + profile
                                + " has its queues in this process; set CARAVAN_PROFILE=cluster, or leave it out");
    }

    /** Several servers, each with a state in its data folder, would look well, and hear of each other's work alone. */
    private static Optional<String> problemOfState(Configuration configuration) {
        boolean isShared = configuration.given(STATE).isPresent();
        boolean isAlone = configuration.flag(ALONE);
        if (isShared && isAlone) {
            return Optional.of("Property " + ALONE + " is \"true\": expected false, since " + STATE
                    + " names a database that servers share; leave one of them out");
        }
        return Optional.of("Property " + STATE
                        + " is \"\": expected jdbc:postgresql://HOST[:PORT]/DATABASE, since profile "
                        + configuration.text("caravan.profile")
                        + " has its queues on a broker, and servers that share queues share their state;"
                        + " set CARAVAN_STATE_URL, or, where one server alone uses these queues,"
                        + " CARAVAN_BROKER_ALONE=true; see docs/cluster.md")
                .filter(words -> isUsed(configuration) && !isShared && !isAlone);
    }
}
