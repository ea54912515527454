package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever tries a route on a machine of a cluster takes nobody's work. */
class TrialSettingsTest {
    private static final Path SHIPPED = Path.of("config");
    private static final Map<String, String> CLUSTER = Map.of(
            "CARAVAN_PROFILE", "cluster",
            "CARAVAN_STATE_URL", "jdbc:postgresql://db.example.org/caravan",
            "CARAVAN_STATE_URL_PASSWORD", "secret",
            "CARAVAN_BROKER_URL", "tcp://mq.example.org:61616",
            "CARAVAN_ROWS", "gs://rows/x",
            "CARAVAN_WORKERS", "3");

    @Test
    void ofAClusterAreThoseOfOneServer() throws IOException {
        TrialSettings settings = TrialSettings.of(SHIPPED, CLUSTER);
        assertThat(settings.areOfOneServer()).isTrue();
        assertThat(settings.environment())
                .containsOnly(Map.entry("CARAVAN_PROFILE", "embedded"), Map.entry("CARAVAN_WORKERS", "3"));
        assertThat(settings.configuration().value("caravan.queue.batches.producer")).hasValueSatisfying(
                queue -> assertThat(queue).startsWith("seda:"));
    }

    @Test
    void ofOneServerAreLeftAlone() throws IOException {
        Map<String, String> environment = Map.of("CARAVAN_WORKERS", "3");
        TrialSettings settings = TrialSettings.of(SHIPPED, environment);
        assertThat(settings.areOfOneServer()).isTrue();
        assertThat(settings.environment()).isEqualTo(environment);
    }

    @Test
    void ofACloudAreRefused() throws IOException {
        assertThat(TrialSettings.of(SHIPPED, Map.of("CARAVAN_PROFILE", "google")).areOfOneServer())
                .isFalse();
    }

    @Test
    void thatShareAStateByTheirFilesAreRefused(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"application.properties", "application-embedded.properties"}) {
            Files.copy(SHIPPED.resolve(name), folder.resolve(name));
        }
        Path file = folder.resolve("application.properties");
        Files.writeString(
                file,
                Files.readString(file).replace("caravan.state.url=", "#")
                        + "\ncaravan.state.url=jdbc:postgresql://db.example.org/caravan\n");
        assertThat(TrialSettings.of(folder, Map.of()).areOfOneServer()).isFalse();
    }
}
