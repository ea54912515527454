package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands below the bar after Ctrl-C. */
class FarewellTest {
    private static final String NAME = "projects/p/locations/l/datasets/d/operations/17";

    private final StringWriter said = new StringWriter();

    private Farewell farewell(Progress progress) {
        return new Farewell(
                progress, new PrintWriter(said), URI.create("http://a:1"), NAME, " --server http://a:1 --token-file t");
    }

    private static Operation operation(int success, int failure, int pending, boolean done) throws Exception {
        return Operation.of(new ObjectMapper().readTree("""
                {"name": "%s", "done": %s, "metadata":
                  {"counter": {"success": "%d", "failure": "%d", "pending": "%d"}}}
                """.formatted(NAME, done, success, failure, pending)));
    }

    @Test
    void tellsWhatIsMissingAndHowToComeBackBelowTheBar() throws Exception {
        Progress bar = Progress.on(new PrintWriter(said), Optional.of(80));
        Farewell farewell = farewell(bar);
        farewell.accept(operation(312, 2, 86, false));
        farewell.run();
        bar.close();
        String[] drawn = said.toString().split("\r");
        assertThat(drawn[drawn.length - 1].lines().skip(1))
                .containsExactly("""
                312 of 400 instances exported, 2 failed, 86 missing; the operation goes on at http://a:1.
                  Wait for it: caravan operations wait 17 --server http://a:1 --token-file t
                  Cancel it:   caravan operations cancel 17 --server http://a:1 --token-file t
                """.lines().toArray(String[]::new));
    }

    @Test
    void saysNothingOfOneThatIsDone() throws Exception {
        Farewell farewell = farewell(Progress.on(new PrintWriter(said), Optional.empty()));
        farewell.accept(operation(3, 0, 0, true));
        farewell.run();
        assertThat(said.toString()).isEmpty();
    }
}
