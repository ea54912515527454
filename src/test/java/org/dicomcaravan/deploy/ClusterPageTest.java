package org.dicomcaravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page of clusters says to set is a setting, and what it says to copy is valid. */
class ClusterPageTest {

    private static final Pattern VARIABLE = Pattern.compile("\\bCARAVAN_[A-Z0-9_]+");
    private static final Pattern FILE = Pattern.compile("deploy/[a-z0-9./-]*[a-z]");

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/cluster.md"));
    }

    private static Map<String, String> environment(String text) throws IOException {
        Properties lines = new Properties();
        lines.load(new java.io.StringReader(text));
        Map<String, String> environment = new HashMap<>();
        lines.forEach((name, value) -> environment.put((String) name, ((String) value).replaceAll("^'|'$", "")));
        return environment;
    }

    @Test
    void itsVariablesAreRead() throws IOException {
        List<String> variables =
                VARIABLE.matcher(page()).results().map(MatchResult::group).toList();
        assertThat(variables)
                .contains("CARAVAN_STATE_URL", "CARAVAN_BROKER_URL_PASSWORD")
                .allMatch(Variables::isRead);
    }

    @Test
    void itsFilesAreThere() throws IOException {
        assertThat(FILE.matcher(page()).results().map(MatchResult::group))
                .contains("deploy/artemis/broker.xml", "deploy/compose.yaml")
                .filteredOn(file -> !file.equals("deploy/.env"))
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @Test
    void theEnvironmentOfANodeIsValid() throws IOException {
        String text = Files.readString(Path.of("deploy/node.environment"));
        assertThat(Variables.problems(environment(text))).isEmpty();
        assertThat(Variables.problems(environment(text.replace("CARAVAN_ROWS=gs:", "CARAVAN_ROWS=s3:"))))
                .containsExactly("CARAVAN_ROWS does not take s3://BUCKET/rows");
        assertThat(Variables.problems(environment(text.replace("CARAVAN_NODE_NAME", "CARAVAN_NODE"))))
                .containsExactlyInAnyOrder("CARAVAN_NODE is no setting", "CARAVAN_NODE_NAME is not set");
        assertThat(environment(text).entrySet())
                .filteredOn(variable -> variable.getKey().endsWith("_PASSWORD"))
                .hasSize(2)
                .allMatch(variable -> variable.getValue().equals("CHANGE-ME"));
    }

    /** Where the page has the instance of the broker, its unit looks for it. */
    @Test
    void theBrokersUnitFitsThePage() throws IOException {
        String unit = Files.readString(Path.of("deploy/artemis/artemis.service"));
        assertThat(unit).contains("ExecStart=/var/lib/artemis/bin/artemis run", "User=artemis\n");
        assertThat(page())
                .contains("artemis create /var/lib/artemis ", "useradd --system --home /var/lib/artemis artemis");
    }
}
