package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ExceptionListener;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel makes of the profile {@code cluster}, without a broker. */
class BrokerSettingsTest {

    private static final String URL = "tcp://127.0.0.1:1";

    private static ActiveMQConnectionFactory factory(Map<String, String> environment) throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        Configuration configuration = Configuration.read(Path.of("config"), environment);
        main.setOverrideProperties(configuration.properties());
        Broker.beans(configuration).forEach(main::bind);
        main.bind("brokerWatch", (ExceptionListener) trouble -> {});
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern("false");
        main.start();
        try {
            return main.getCamelContext()
                    .getRegistry()
                    .lookupByNameAndType(BrokerCheck.FACTORY, ActiveMQConnectionFactory.class);
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "#secret", "a b", "RAW(x)", "?a=b&c=d", "100%", "ä€", "c:\\d", "}}{"})
    void aPasswordIsTakenAsItIs(String password) throws Exception {
        ActiveMQConnectionFactory factory = factory(Map.of(
                "CARAVAN_PROFILE",
                "cluster",
                "CARAVAN_BROKER_URL",
                URL,
                "CARAVAN_BROKER_URL_USER",
                "u",
                "CARAVAN_BROKER_URL_PASSWORD",
                password));
        assertThat(factory.getUser()).isEqualTo("u");
        assertThat(factory.getPassword()).isEqualTo(password);
        assertThat(factory.toString()).doesNotContain(password);
    }

    @Test
    void theUrlMayHaveOptionsOfTheBroker() throws Exception {
        ActiveMQConnectionFactory factory = factory(Map.of(
                "CARAVAN_PROFILE", "cluster",
                "CARAVAN_BROKER_URL", "(tcp://a:61616,tcp://b:61616)?sslEnabled=true"));
        assertThat(factory.getStaticConnectors())
                .hasSize(2)
                .allSatisfy(
                        place -> assertThat(place.getParams().get("sslEnabled")).hasToString("true"));
        assertThat(factory.getConsumerWindowSize()).isZero();
        assertThat(factory.getCallTimeout()).isEqualTo(5000);
        assertThat(factory.getReconnectAttempts()).isZero();
    }
}
