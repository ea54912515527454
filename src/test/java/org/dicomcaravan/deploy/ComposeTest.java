package org.dicomcaravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docker compose} would start is what the build makes, and what it is told is what the server reads. */
class ComposeTest {

    private static final Path FOLDER = Path.of("deploy");

    private static String text(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    @Test
    void theFileIsValid() throws IOException {
        Compose compose = new Compose(text("compose.yaml"));
        assertThat(compose.problems(Image.ofThePom())).isEmpty();
        assertThat(compose.nodes()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            restart: unless-stopped           | restarts: unless-stopped       | restarts
            postgres:17.6-bookworm            | postgres:latest                | is not pinned
            postgres:17.6-bookworm            | postgres                       | is not pinned
            image: dicom-caravan:0.1          | image: dicom-caravan:0.2       | which the build makes
            CARAVAN_STATE_URL:                | CARAVAN_STATE_URI:             | CARAVAN_STATE_URI is no setting
            CARAVAN_STATE_URL: jdbc:postgresql | CARAVAN_STATE_URL: jdbc:mysql | does not take jdbc:mysql
            CARAVAN_ROWS: $                   | X: $                           | CARAVAN_ROWS is not set
            CARAVAN_MANAGEMENT_HOST: 0.0.0.0  | CARAVAN_MANAGEMENT_HOST: 127.0.0.1 | which no probe reaches
            tcp://broker:61616                | tcp://broker:5672              | another port than 61616
            //database:5432                   | //postgres:5432                | leads to no service
            CARAVAN_NODE_NAME: node2          | CARAVAN_NODE_NAME: node1       | nodes share a name
            "8081"]                           | "8082"]                        | are not the image's
            node1:/data                       | node1:/srv/data                | mounted at /data
            /srv/dicom:ro                     | /srv/dicom:rw                  | no store is mounted read-only
            /etc/caravan/iam-policy.json:ro   | /etc/policy.json:ro            | CARAVAN_ACCESS_POLICY: nothing is mounted
            secrets: [google]                 | secrets: [gogle]               | the secret "gogle" is not there
            node2: {}                         | node4: {}                      | the volume node2 is not there
            healthcheck:                      | x-healthcheck:                 | no health check
            memory: 256M                      | x-memory: 256M                 | no limits
            node3: {condition                 | node5: {condition              | depends on node5
            """)
    void aFaultIsFound(String right, String wrong, String problem) throws IOException {
        String text = text("compose.yaml");
        assertThat(text).contains(right);
        assertThat(new Compose(text.replace(right, wrong)).problems(Image.ofThePom()))
                .anyMatch(one -> one.contains(problem));
    }

    /** It is read together with the other file, so it is not whole by itself. */
    @Test
    void theEmulatorIsBesideIt() throws IOException {
        String text = text("compose.emulator.yaml");
        assertThat(Schema.violationsOfCompose(YamlFile.documents(text).get(0))).isEmpty();
        Compose emulator = new Compose(text);
        Compose compose = new Compose(text("compose.yaml"));
        assertThat(emulator.services().keySet()).containsAll(compose.nodes().keySet());
        compose.nodes().keySet().forEach(node -> {
            var environment = emulator.services().get(node).path("environment");
            assertThat(environment).hasSize(1);
            assertThat(environment.path("CARAVAN_GCS_ENDPOINT").asText()).isEqualTo("http://storage:4443");
        });
        assertThat(Variables.isRead("CARAVAN_GCS_ENDPOINT")).isTrue();
        assertThat(Node.unpinned(
                        "storage",
                        emulator.services().get("storage").path("image").asText()))
                .isEmpty();
    }

    @Test
    void whatIsAskedForIsInTheExample() throws IOException {
        Properties example = new Properties();
        example.load(Files.newBufferedReader(FOLDER.resolve(".env.example")));
        assertThat(example.stringPropertyNames()).isEqualTo(Compose.askedFor(text("compose.yaml")));
        assertThat(text(".gitignore").lines()).contains("/.env");
    }

    /** The balancer leads to the nodes, and asks the port of their health. */
    @Test
    void theBalancerLeadsToTheNodes() throws IOException {
        Image image = Image.ofThePom();
        String settings = text("haproxy/haproxy.cfg");
        List<String> servers = Pattern.compile("(?m)^ +server (\\S+) (\\S+)$")
                .matcher(settings)
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();
        assertThat(servers)
                .isEqualTo(new Compose(text("compose.yaml"))
                        .nodes().keySet().stream()
                                .map(node -> node + " " + node + ":" + image.api())
                                .toList());
        assertThat(settings)
                .contains(
                        "check port " + image.management() + " ",
                        "uri /observe/health/ready ",
                        "/run/secrets/caravan.pem");
    }

    /** The command of the health check, typed into the shell that it names, asks a server that is ready, and one that is not. */
    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1"})
    void healthIsAskedFor(int status, int code) throws Exception {
        List<String> command = new ArrayList<>();
        new Compose(text("compose.yaml"))
                .nodes()
                .get("node1")
                .path("healthcheck")
                .path("test")
                .forEach(word -> command.add(word.asText()));
        assertThat(command.remove(0)).isEqualTo("CMD");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/observe/health/ready", call -> {
            call.sendResponseHeaders(status, -1);
            call.close();
        });
        server.start();
        try {
            command.replaceAll(word -> word.replace("$$", "$")
                    .replace(
                            "/127.0.0.1/8081",
                            "/127.0.0.1/" + server.getAddress().getPort()));
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(code);
        } finally {
            server.stop(0);
        }
    }
}
