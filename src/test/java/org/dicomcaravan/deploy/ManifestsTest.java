package org.dicomcaravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code kubectl apply} would be given is taken by Kubernetes' schemas, and is at one with the image and with itself. */
class ManifestsTest {

    private static final Path FOLDER = Path.of("deploy/kubernetes");

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(FOLDER)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static Manifests manifests(Iterable<String> files) {
        List<JsonNode> documents = new ArrayList<>();
        files.forEach(file -> documents.addAll(YamlFile.documents(file)));
        return new Manifests(documents);
    }

    @Test
    void theyAreValid() throws IOException {
        assertThat(files()).hasSize(7);
        assertThat(manifests(files().values()).problems(Image.ofThePom())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nodes.yaml      | replicas: 3               | replicas: three             | string found
            nodes.yaml      | replicas: 3               | replica: 3                  | 'replica'
            nodes.yaml      | apiVersion: apps/v1       | apiVersion: apps/v1beta1    | enumeration
            nodes.yaml      | dicom-caravan:0.1         | dicom-caravan:0.2           | which the build makes
            postgresql.yaml | postgres:17.6-bookworm    | postgres:latest             | is not pinned
            nodes.yaml      | containerPort: 8081       | containerPort: 9081         | are not the image's
            nodes.yaml      | health/ready              | health                      | readinessProbe does not ask
            nodes.yaml      | live, port: management    | live, port: api             | does not ask the port 8081
            nodes.yaml      | livenessProbe:            | x:                          | no livenessProbe
            nodes.yaml      | limits:                   | x:                          | no limits
            nodes.yaml      | runAsUser: 10001          | runAsUser: 1000             | user is another
            nodes.yaml      | PeriodSeconds: 75         | PeriodSeconds: 30           | less than 60 s
            nodes.yaml      | metadata.name             | spec.nodeName               | name is not its pod's
            nodes.yaml      | name: caravan-passwords   | name: caravan-password      | Secret caravan-password is not there
            nodes.yaml      | claimName: caravan-store  | claimName: store            | PersistentVolumeClaim store is not there
            nodes.yaml      | name: tmp, mountPath      | name: temp, mountPath       | the volume "temp" is not there
            nodes.yaml      | mountPath: /srv/dicom     | mountPath: /srv/images      | no store is mounted
            nodes.yaml      | targetPort: api           | targetPort: http            | no container has the port
            nodes.yaml      | selector: {app.kubernetes.io/name: caravan} | selector: {app: caravan} | selects no pod
            nodes.yaml      | namespace: caravan        | namespace: default          | the namespace default is not there
            settings.yaml   | CARAVAN_STORE:            | CARAVAN_STORES:             | CARAVAN_STORES is no setting
            settings.yaml   | https://caravan           | caravan                     | CARAVAN_PUBLIC_URL does not take
            settings.yaml   | //artemis:61616           | //artemis:5672              | leads to no Service
            settings.yaml   | //postgresql:             | //database:                 | leads to no Service
            secret.example.yaml | CARAVAN_STATE_URL_PASSWORD | PASSWORD               | CARAVAN_STATE_URL_PASSWORD is not set
            """)
    void aFaultIsFound(String file, String right, String wrong, String problem) throws IOException {
        Map<String, String> files = files();
        assertThat(files.get(file)).contains(right);
        files.computeIfPresent(file, (name, text) -> text.replace(right, wrong));
        assertThat(manifests(files.values()).problems(Image.ofThePom())).anyMatch(one -> one.contains(problem));
    }

    /** The broker's settings are one file, of which the ConfigMap is a copy. */
    @Test
    void theBrokersSettingsAreTheSameEverywhere() throws IOException {
        JsonNode map = manifests(files().values()).find("ConfigMap", "artemis").orElseThrow();
        assertThat(map.path("data").path("broker.xml").asText())
                .isEqualTo(Files.readString(Path.of("deploy/artemis/broker.xml")));
    }

    @Test
    void thePoliciesAreJson() throws IOException {
        JsonNode map = manifests(files().values())
                .find("ConfigMap", "caravan-policies")
                .orElseThrow();
        JsonNode policies = new ObjectMapper()
                .readTree(map.path("data").path("iam-policy.json").asText());
        assertThat(policies.path("projects/p").path("bindings")).hasSize(1);
    }

    @Test
    void noSecretIsAmongThem() throws IOException {
        assertThat(files().get("secret.example.yaml").lines().filter(line -> line.matches("  \\w[\\w.]+: .+")))
                .filteredOn(line -> !line.matches("  (name|namespace): .*"))
                .hasSize(3)
                .allMatch(line -> line.endsWith(": CHANGE-ME"));
    }
}
