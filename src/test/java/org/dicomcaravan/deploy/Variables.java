package org.dicomcaravan.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.server.settings.Settings;

/** The variables by which a server is told its settings and its flags. */
public final class Variables {

    /** Those of flags of {@code serve}, which {@code DeployedFlagsTest} holds to that. */
    public static final Set<String> OF_FLAGS = Set.of("CARAVAN_STORE", "CARAVAN_HOST", "CARAVAN_PORT", "CARAVAN_DATA");

    private static final List<String> OF_A_CLUSTER = List.of(
            "CARAVAN_PROFILE",
            "CARAVAN_STATE_URL",
            "CARAVAN_STATE_URL_USER",
            "CARAVAN_STATE_URL_PASSWORD",
            "CARAVAN_BROKER_URL",
            "CARAVAN_BROKER_URL_USER",
            "CARAVAN_BROKER_URL_PASSWORD",
            "CARAVAN_NODE_NAME",
            "CARAVAN_PUBLIC_URL",
            "CARAVAN_ROWS",
            "CARAVAN_ACCESS_ISSUER",
            "CARAVAN_ACCESS_AUDIENCE",
            "CARAVAN_ACCESS_POLICY",
            "CARAVAN_STORE");

    private Variables() {}

    /** Whether a variable of this name is read by the server. */
    static boolean isRead(String name) {
        return OF_FLAGS.contains(name) || setting(name).isPresent();
    }

    private static Optional<Setting> setting(String name) {
        return Settings.all().stream()
                .filter(setting -> setting.name()
                        .toUpperCase(Locale.ROOT)
                        .replaceAll("[.-]", "_")
                        .equals(name))
                .findFirst();
    }

    /** What is wrong with the variables of a node. A value that the site fills in is not looked at. */
    static List<String> problems(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("CARAVAN_") && !isRead(name)) {
                problems.add(name + " is no setting");
            }
            if (!value.contains("${")
                    && setting(name).filter(one -> !one.check().takes(value)).isPresent()) {
                problems.add(name + " does not take " + value);
            }
        });
        OF_A_CLUSTER.stream()
                .filter(name -> !environment.containsKey(name))
                .forEach(name -> problems.add(name + " is not set"));
        if (environment.getOrDefault("CARAVAN_MANAGEMENT_HOST", "127.0.0.1").matches("127\\..*|localhost|::1")) {
            problems.add("CARAVAN_MANAGEMENT_HOST is the loopback address, which no probe reaches");
        }
        return problems;
    }
}
