package org.dicomcaravan.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a compose file and what it names. */
final class Compose {

    private static final Pattern SERVICE_URL = Pattern.compile("(?:jdbc:postgresql|tcp|http)://([a-z0-9.-]+):(\\d+)");
    private static final Map<String, Integer> PORTS = Map.of("database", 5432, "broker", 61616, "storage", 4443);
    private static final Pattern ASKED = Pattern.compile("\\$\\{([A-Z_]+)");

    private final JsonNode file;

    Compose(String text) {
        file = YamlFile.documents(text).get(0);
    }

    /** All of a file that stands alone. */
    List<String> problems(Image image) {
        List<String> problems = new ArrayList<>(Schema.violationsOfCompose(file));
        services().forEach((name, service) -> {
            problems.addAll(Node.unpinned(name, service.path("image").asText()));
            problems.addAll(kept(name, service));
            problems.addAll(named(name, service));
        });
        nodes().forEach((name, service) -> problems.addAll(node(name, service).problems(image)));
        Set<String> names = new HashSet<>();
        nodes().forEach((name, service) ->
                names.add(node(name, service).environment().get("CARAVAN_NODE_NAME")));
        if (names.size() != nodes().size()) {
            problems.add("nodes share a name: " + names);
        }
        return problems;
    }

    Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        file.path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    Map<String, JsonNode> nodes() {
        Map<String, JsonNode> nodes = services();
        nodes.values().removeIf(service -> !service.path("environment").has("CARAVAN_PROFILE"));
        return nodes;
    }

    /** The variables that the site fills in. */
    static Set<String> askedFor(String text) {
        Set<String> asked = new TreeSet<>();
        ASKED.matcher(text).results().forEach(match -> asked.add(match.group(1)));
        return asked;
    }

    private static List<String> kept(String name, JsonNode service) {
        List<String> problems = new ArrayList<>();
        JsonNode limits = service.path("deploy").path("resources").path("limits");
        if (!limits.has("cpus") || !limits.has("memory")) {
            problems.add(name + ": no limits of cpus and memory");
        }
        if (!service.path("healthcheck").has("test")) {
            problems.add(name + ": no health check");
        }
        return problems;
    }

    /** Whether what a service names is there: services, their ports, secrets, volumes. */
    private List<String> named(String name, JsonNode service) {
        List<String> problems = new ArrayList<>();
        service.path("depends_on").fieldNames().forEachRemaining(other -> {
            if (!services().containsKey(other)) {
                problems.add(name + ": depends on " + other + ", which is not there");
            }
        });
        for (JsonNode value : service.path("environment")) {
            Matcher url = SERVICE_URL.matcher(value.asText());
            if (url.find()) {
                if (!services().containsKey(url.group(1))) {
                    problems.add(name + ": " + value.asText() + " leads to no service");
                } else if (PORTS.get(url.group(1)) != Integer.parseInt(url.group(2))) {
                    problems.add(
                            name + ": " + value.asText() + " leads to another port than " + PORTS.get(url.group(1)));
                }
            }
        }
        for (JsonNode secret : service.path("secrets")) {
            if (!file.path("secrets").has(secret.path("source").asText(secret.asText()))) {
                problems.add(name + ": the secret " + secret + " is not there");
            }
        }
        for (JsonNode volume : service.path("volumes")) {
            String source = volume.asText().replaceFirst(":.*", "");
            if (source.matches("\\w+") && !file.path("volumes").has(source)) {
                problems.add(name + ": the volume " + source + " is not there");
            }
        }
        return problems;
    }

    private static Node node(String name, JsonNode service) {
        Map<String, String> environment = new HashMap<>();
        service.path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        Set<Integer> ports = new HashSet<>();
        service.path("expose").forEach(port -> ports.add(port.asInt()));
        Map<String, Boolean> mounts = new HashMap<>();
        for (JsonNode volume : service.path("volumes")) {
            String[] parts =
                    volume.asText().replaceFirst("^\\$\\{[^}]*}", "SITE").split(":", -1);
            mounts.put(parts[1], parts.length > 2 && parts[2].equals("ro"));
        }
        for (JsonNode secret : service.path("secrets")) {
            mounts.put("/run/secrets/" + secret.path("target").asText(secret.asText()), true);
        }
        return new Node(name, service.path("image").asText(), environment, ports, mounts);
    }
}
