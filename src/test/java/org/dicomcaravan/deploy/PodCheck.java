package org.dicomcaravan.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with the pods of a Deployment or StatefulSet. */
final class PodCheck {

    /** Each volume's source, by the kind that it names and the field that names it. */
    private static final Map<String, List<String>> SOURCES = Map.of(
            "configMap", List.of("ConfigMap", "name"),
            "secret", List.of("Secret", "secretName"),
            "persistentVolumeClaim", List.of("PersistentVolumeClaim", "claimName"));

    private final Manifests manifests;
    private final String where;
    private final JsonNode owner;
    private final JsonNode pod;
    private final List<String> problems = new ArrayList<>();

    PodCheck(Manifests manifests, JsonNode owner) {
        this.manifests = manifests;
        this.owner = owner;
        where = Manifests.name(owner);
        pod = owner.path("spec").path("template").path("spec");
    }

    List<String> problems(Image image) {
        for (JsonNode container : pod.path("containers")) {
            problems.addAll(Node.unpinned(where, container.path("image").asText()));
            kept(container);
            named(container);
            if (container.path("image").asText().startsWith(image.name().replaceFirst(":.*", ":"))) {
                problems.addAll(node(container).problems(image));
                asked(container, image);
            }
        }
        volumes();
        return problems;
    }

    private void found(boolean fine, String problem) {
        if (!fine) {
            problems.add(where + ": " + problem);
        }
    }

    private void kept(JsonNode container) {
        JsonNode limits = container.path("resources").path("limits");
        found(limits.has("cpu") && limits.has("memory"), "no limits of cpu and memory");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            found(container.has(probe), "no " + probe);
            JsonNode port = container.path(probe).findPath("port");
            found(
                    port.isMissingNode()
                            || container.path("ports").findValues("name").contains(port),
                    probe + " asks the port " + port + ", which is not there");
        }
        found(pod.path("securityContext").path("runAsNonRoot").asBoolean(), "it may run as root");
    }

    private void named(JsonNode container) {
        for (JsonNode from : container.path("envFrom")) {
            for (String[] kind : new String[][] {{"configMapRef", "ConfigMap"}, {"secretRef", "Secret"}}) {
                String name = from.path(kind[0]).path("name").asText();
                found(
                        name.isEmpty() || manifests.find(kind[1], name).isPresent(),
                        kind[1] + " " + name + " is not there");
            }
        }
        for (JsonNode key : container.path("env").findValues("secretKeyRef")) {
            boolean there = manifests
                    .find("Secret", key.path("name").asText())
                    .filter(secret ->
                            secret.path("stringData").has(key.path("key").asText()))
                    .isPresent();
            found(there, "the Secret " + key + " is not there");
        }
    }

    /** Each volume is there, and each mount has one. */
    private void volumes() {
        Set<String> names = new HashSet<>();
        for (JsonNode volume : pod.path("volumes")) {
            names.add(volume.path("name").asText());
            SOURCES.forEach((source, named) -> {
                String name = volume.path(source).path(named.get(1)).asText();
                found(
                        name.isEmpty() || manifests.find(named.get(0), name).isPresent(),
                        named.get(0) + " " + name + " is not there");
            });
        }
        owner.path("spec")
                .path("volumeClaimTemplates")
                .forEach(claim -> names.add(claim.path("metadata").path("name").asText()));
        for (JsonNode mount :
                pod.findValues("volumeMounts").stream().flatMap(PodCheck::each).toList()) {
            found(names.contains(mount.path("name").asText()), "the volume " + mount.path("name") + " is not there");
        }
    }

    private static java.util.stream.Stream<JsonNode> each(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }

    private Node node(JsonNode container) {
        Set<Integer> ports = new HashSet<>();
        container
                .path("ports")
                .forEach(port -> ports.add(port.path("containerPort").asInt()));
        Map<String, Boolean> mounts = new HashMap<>();
        container
                .path("volumeMounts")
                .forEach(mount -> mounts.put(
                        mount.path("mountPath").asText(), mount.path("readOnly").asBoolean()));
        return new Node(where, container.path("image").asText(), manifests.environment(container), ports, mounts);
    }

    /** The server's own: by whom it is asked what, as whom it runs, how long it has to stop. */
    private void asked(JsonNode container, Image image) {
        path(container, "livenessProbe", "/observe/health/live", image);
        path(container, "readinessProbe", "/observe/health/ready", image);
        found(pod.path("securityContext").path("runAsUser").asInt() == image.user(), "the image's user is another");
        int sleeps = container
                .path("lifecycle")
                .path("preStop")
                .path("sleep")
                .path("seconds")
                .asInt();
        int grace = pod.path("terminationGracePeriodSeconds").asInt();
        found(sleeps > 0 && grace >= sleeps + 60, "a node has less than 60 s to give its batches back");
        JsonNode name = container.path("env").findParent("valueFrom");
        found(
                name != null
                        && name.path("name").asText().equals("CARAVAN_NODE_NAME")
                        && name.findPath("fieldPath").asText().equals("metadata.name"),
                "a node's name is not its pod's");
    }

    private void path(JsonNode container, String probe, String path, Image image) {
        JsonNode get = container.path(probe).path("httpGet");
        found(get.path("path").asText().equals(path), probe + " does not ask " + path);
        for (JsonNode port : container.path("ports")) {
            found(
                    !port.path("name").equals(get.path("port"))
                            || port.path("containerPort").asInt() == image.management(),
                    probe + " does not ask the port " + image.management());
        }
    }
}
