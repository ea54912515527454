package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is warned of since somebody between may read or change it. */
class PlainConnectionsTest {
    private static final String STATE = "jdbc:postgresql://127.0.0.1/caravan";
    private static final String BROKER = "tcp://127.0.0.1:61616";

    private static List<String> warnings(String state, String broker) throws Exception {
        Map<String, String> environment = new TreeMap<>();
        environment.put("CARAVAN_PROFILE", "cluster");
        environment.put("CARAVAN_STATE_URL", state);
        environment.put("CARAVAN_BROKER_URL", broker);
        return PlainConnections.of(Configuration.read(Path.of("config"), environment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.org/caravan",
                "jdbc:postgresql://db.example.org/caravan?sslmode=require",
                "jdbc:postgresql://db.example.org/caravan?ApplicationName=sslmode=verify-full",
                "jdbc:postgresql://db.example.org/caravan?sslmode=verify-full&sslmode=disable",
                "jdbc:postgresql://db.example.org/c?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory"
            })
    void aDatabaseThatAnybodyMayPlay(String url) throws Exception {
        assertThat(warnings(url, BROKER)).singleElement().asString().startsWith("The database is reached without TLS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://mq.example.org:61616",
                "tcp://mq.example.org:61616?sslEnabled=true&trustAll=true",
                "tcp://mq.example.org:61616?sslEnabled=true&verifyHost=false",
                "tcp://mq.example.org:61616?sslEnabled=true&sslEnabled=false"
            })
    void aBrokerThatAnybodyMayPlay(String url) throws Exception {
        assertThat(warnings(STATE, url)).singleElement().asString().startsWith("The broker is reached without TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-full", "verify-ca"})
    void nobodyWhereCertificatesAreLookedAt(String mode) throws Exception {
        assertThat(warnings(
                        "jdbc:postgresql://db.example.org/caravan?sslmode=" + mode,
                        "tcp://mq.example.org:61616?sslEnabled=true"))
                .isEmpty();
    }
}
