package org.dicomcaravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The broker has the queues that the nodes ask for, and keeps what none of them could do. */
class BrokerFileTest {

    private static final Pattern QUEUE = Pattern.compile("(?m)^caravan\\.queue\\.[^=]+=jms:(?:queue:)?([\\w.-]+)");
    private static Document broker;

    @BeforeAll
    static void read() throws Exception {
        broker = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("deploy/artemis/broker.xml").toFile());
    }

    private static List<Element> elements(String name) {
        NodeList found = broker.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String setting(String match, String name) {
        Element setting = elements("address-setting").stream()
                .filter(one -> one.getAttribute("match").equals(match))
                .findFirst()
                .orElseThrow();
        return setting.getElementsByTagName(name).item(0).getTextContent();
    }

    private static List<String> addresses() {
        return elements("address").stream().map(one -> one.getAttribute("name")).toList();
    }

    @Test
    void deadLettersHaveAPlace() {
        assertThat(addresses()).contains(setting("caravan.#", "dead-letter-address"));
        assertThat(Integer.parseInt(setting("caravan.#", "max-delivery-attempts")))
                .isBetween(2, 20);
        assertThat(setting("caravan.#", "address-full-policy")).isEqualTo("PAGE");
    }

    @Test
    void itListensWhereNodesCall() {
        assertThat(elements("acceptor"))
                .hasSize(1)
                .allSatisfy(acceptor ->
                        assertThat(acceptor.getTextContent()).isEqualTo("tcp://0.0.0.0:61616?protocols=CORE"));
    }

    @Test
    void itHasTheQueuesOfTheProfile() throws Exception {
        String profile = Files.readString(Path.of("config/application-cluster.properties"));
        List<String> queues = QUEUE.matcher(profile)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(queues).isNotEmpty();
        assertThat(addresses()).containsAll(queues);
    }
}
