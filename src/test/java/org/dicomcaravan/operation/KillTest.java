package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dicomcaravan.Soak;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills servers at random moments: what they leave is consistent, and ends as if nobody had disturbed them. */
@Tag("soak")
class KillTest {
    private static final int STARTS_EACH = Soak.times(3, 100);

    /** Of six starts; on a very fast disk a server may be through before its time comes. */
    private static final int LEAST_KILLS = 4;

    private static final int LONGEST_LIFE_MS = 60;
    private static final String BATCHES = """
            SELECT b.number, b.instances, b.success, b.failure, i.items
            FROM batch b LEFT JOIN batch_items i USING (operation_id, number) ORDER BY b.number
            """;
    private static final String LOG = "SELECT severity, resource_name, code, message FROM log_line ORDER BY line";
    private static final String OPERATION = """
            SELECT state, plan_cursor, plan_steps, ignored, listing_failure, instances, settled, success, failure,
                batches, batches_done, log_lines
            FROM operation
            """;

    @TempDir
    Path folder;

    @Test
    void planAndEndAreThoseOfAnUndisturbedServer() throws Exception {
        Path calm = folder.resolve("calm.db");
        Path killed = folder.resolve("killed.db");
        Random random = new Random();
        int kills = 0;
        for (String goal : List.of("plan", "all")) {
            KilledServer.main(new String[] {calm.toString(), goal});
            for (int start = 0; start < STARTS_EACH; start++) {
                kills += runAndKill(killed, goal, random.nextInt(LONGEST_LIFE_MS)) ? 1 : 0;
                new StateFile(killed).assertConsistent();
            }
            KilledServer.main(new String[] {killed.toString(), goal});
            for (String query : List.of(OPERATION, BATCHES, LOG)) {
                List<Map<String, Object>> expected = new StateFile(calm).query(query);
                assertThat(new StateFile(killed).query(query)).as(query).isEqualTo(expected);
            }
        }
        assertThat(kills).isGreaterThanOrEqualTo(LEAST_KILLS);
    }

    /** Tells whether the server was still at work. */
    private static boolean runAndKill(Path file, String goal, int lifeMs) throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        KilledServer.class.getName(),
                        file.toString(),
                        goal)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals("ready")) {
                line = output.readLine();
            }
            assertThat(line).as("the server starts on " + file).isEqualTo("ready");
            return !server.waitFor(lifeMs, TimeUnit.MILLISECONDS);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    /** Of this test, also where a launcher has put a class loader of its own in between. */
    private static String classPath() {
        if (KilledServer.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }
}
