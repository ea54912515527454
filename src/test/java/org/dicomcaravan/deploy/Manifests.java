package org.dicomcaravan.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is wrong with the manifests of a namespace, and with what they name of each other. */
final class Manifests {

    private static final Pattern SERVICE_URL = Pattern.compile("^(?:jdbc:postgresql|tcp)://([a-z0-9-]+):(\\d+)");

    private final List<JsonNode> all;

    /** Of documents of any number of files. */
    Manifests(List<JsonNode> all) {
        this.all = List.copyOf(all);
    }

    List<String> problems(Image image) {
        List<String> problems = new ArrayList<>();
        for (JsonNode one : all) {
            String where = name(one);
            Schema.violationsOfKubernetes(one).forEach(violation -> problems.add(where + ": " + violation));
            String namespace = one.path("metadata").path("namespace").asText();
            if (!kind(one).equals("Namespace") && find("Namespace", namespace).isEmpty()) {
                problems.add(where + ": the namespace " + namespace + " is not there");
            }
            if (one.path("spec").has("template")) {
                problems.addAll(new PodCheck(this, one).problems(image));
            }
            JsonNode selector = one.path("spec").path("selector");
            if (!selector.isMissingNode() && labels().noneMatch(labels -> has(labels, selector))) {
                problems.add(where + ": it selects no pod: " + selector);
            }
            if (kind(one).equals("Service")) {
                problems.addAll(ports(one));
            }
            if (kind(one).equals("ConfigMap")) {
                one.path("data")
                        .properties()
                        .forEach(entry ->
                                problems.addAll(urls(where, entry.getValue().asText())));
            }
        }
        return problems;
    }

    Optional<JsonNode> find(String kind, String name) {
        return all.stream()
                .filter(one -> kind(one).equals(kind)
                        && one.path("metadata").path("name").asText().equals(name))
                .findFirst();
    }

    static String name(JsonNode one) {
        return kind(one) + " " + one.path("metadata").path("name").asText();
    }

    private static String kind(JsonNode one) {
        return one.path("kind").asText();
    }

    private java.util.stream.Stream<JsonNode> labels() {
        return all.stream()
                .map(one -> one.path("spec").path("template").path("metadata").path("labels"))
                .filter(labels -> !labels.isMissingNode());
    }

    private static boolean has(JsonNode labels, JsonNode selector) {
        JsonNode wanted = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
        return wanted.properties().stream().allMatch(entry -> entry.getValue().equals(labels.path(entry.getKey())));
    }

    /** A Service leads to named ports of the containers that it selects. */
    private List<String> ports(JsonNode service) {
        Set<String> named = new HashSet<>();
        all.stream()
                .map(one -> one.path("spec").path("template"))
                .filter(pod -> has(
                        pod.path("metadata").path("labels"),
                        service.path("spec").path("selector")))
                .flatMap(pod -> pod.path("spec").path("containers").findValues("ports").stream())
                .forEach(ports ->
                        ports.forEach(port -> named.add(port.path("name").asText())));
        List<String> problems = new ArrayList<>();
        for (JsonNode port : service.path("spec").path("ports")) {
            if (!named.contains(port.path("targetPort").asText())) {
                problems.add(name(service) + ": no container has the port " + port.path("targetPort"));
            }
        }
        return problems;
    }

    /** URLs without a dot in their host lead to Services. */
    private List<String> urls(String where, String value) {
        return SERVICE_URL
                .matcher(value)
                .results()
                .filter(match -> !leadsSomewhere(match))
                .map(match -> where + ": " + match.group() + " leads to no Service")
                .toList();
    }

    private boolean leadsSomewhere(MatchResult url) {
        return find("Service", url.group(1)).stream()
                .flatMap(service -> service.path("spec").path("ports").findValues("port").stream())
                .anyMatch(port -> port.asText().equals(url.group(2)));
    }

    /** The variables that a container gets from ConfigMaps and Secrets, by their names, and those that it has itself. */
    Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode from : container.path("envFrom")) {
            find("ConfigMap", from.path("configMapRef").path("name").asText()).stream()
                    .flatMap(map -> map.path("data").properties().stream())
                    .forEach(entry ->
                            environment.put(entry.getKey(), entry.getValue().asText()));
            find("Secret", from.path("secretRef").path("name").asText()).stream()
                    .flatMap(secret -> secret.path("stringData").properties().stream())
                    .forEach(entry -> environment.put(entry.getKey(), "${secret}"));
        }
        container
                .path("env")
                .forEach(one -> environment.put(
                        one.path("name").asText(), one.path("value").asText("${field}")));
        return environment;
    }
}
