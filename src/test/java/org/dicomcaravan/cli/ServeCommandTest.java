package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A server that can't be where it was told to be does not start. */
class ServeCommandTest {

    private static final String STORE = "projects/p/locations/l/datasets/d/dicomStores/s=";

    @TempDir
    private static Path folder;

    /** Settings of the project, but for the port of health and metrics. */
    private static Path config;

    @BeforeAll
    static void prepare() throws IOException {
        config = Files.createDirectories(folder.resolve("config"));
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
    }

    private static void managementPort(Object port) throws IOException {
        Path file = config.resolve("application.properties");
        Files.writeString(
                file,
                Files.readString(Path.of("config/application.properties"))
                        .replaceFirst("caravan.management.port=\\d+", "caravan.management.port=" + port));
    }

    private static void refuses(String host, int port, String... words) {
        Logger logger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        CommandLineRun run = CommandLineRun.of(
                "serve",
                "--host=" + host,
                "--port=" + port,
                "--config=" + config,
                "--data=" + folder.resolve("data"),
                "--store=" + STORE + folder);
        logger.detachAppender(log);
        assertThat(log.list).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("caravan: The server can't start: ")
                .contains(words)
                .hasLineCount(1);
    }

    @Test
    void refusesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            managementPort(0);
            refuses(
                    "127.0.0.1",
                    taken.getLocalPort(),
                    "port " + taken.getLocalPort() + " of 127.0.0.1 is taken by another program",
                    "--port");
        }
    }

    @Test
    void refusesATakenPortOfHealth() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            managementPort(taken.getLocalPort());
            refuses(
                    "127.0.0.1",
                    0,
                    "port " + taken.getLocalPort() + " of 127.0.0.1 is taken by another program",
                    "caravan.management.port");
        }
    }

    @Test
    void refusesAPortOfHealthThatIsNone() throws IOException {
        managementPort("foo");
        refuses("127.0.0.1", 0, "caravan.management.port", "\"foo\"", "0 to 65535");
    }

    @Test
    void refusesOnePortForBoth() throws IOException {
        managementPort(18123);
        refuses("127.0.0.1", 18123, "Port 18123 is asked for twice", "--port", "CARAVAN_MANAGEMENT_PORT");
    }

    /** Nothing of it is asked for at the start. */
    private static void provider() throws IOException {
        Files.writeString(config.resolve("iam-policy.json"), "{}");
        Files.writeString(
                config.resolve("application.properties"),
                "\ncaravan.access.issuer=https://id.invalid\ncaravan.access.audience=caravan\n",
                StandardOpenOption.APPEND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "nowhere.invalid"})
    void refusesToListenToStrangersOfWhomNobodyAsksWhoTheyAre(String host) throws IOException {
        managementPort(0);
        refuses(host, 0, "nobody is asked who he is", "CARAVAN_ACCESS_ISSUER", "docs/security.md");
    }

    @Test
    void refusesAnAddressThatIsNotOurs() throws IOException {
        managementPort(0);
        provider();
        // TEST-NET-1 (RFC 5737): nobody's address.
        refuses("192.0.2.1", 0, "192.0.2.1 is no address of this machine", "--host");
    }

    @Test
    void refusesAHostWithoutAddress() throws IOException {
        managementPort(0);
        provider();
        refuses("nowhere.invalid", 0, "host nowhere.invalid has no address", "--host");
    }
}
