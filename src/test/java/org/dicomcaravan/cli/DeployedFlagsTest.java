package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dicomcaravan.deploy.Variables;
import org.junit.jupiter.api.Test;

/** The variables of flags that the files of {@code deploy/} may name are those of {@code serve}. */
class DeployedFlagsTest {

    @Test
    void theyAreFlagsOfServe() {
        assertThat(Caravan.commandLine(Map.of())
                        .getSubcommands()
                        .get("serve")
                        .getCommandSpec()
                        .options())
                .extracting(option -> EnvironmentDefaults.variable(option.longestName()))
                .containsAll(Variables.OF_FLAGS);
    }
}
