package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter out = new StringWriter();

    @Test
    void aLineSaysDoneFailedPendingRateAndTimeLeft() throws Exception {
        Operation operation = operation(120, 2, 278, false);
        assertThat(Progress.Lines.line(operation, Duration.ofSeconds(61)))
                .isEqualTo("120 of 400 done, 2 failed, 278 pending, 2.0/s, 2 min 19 s left");
    }

    @Test
    void linesAreFewAndTheLastOneAlwaysComes() throws Exception {
        try (Progress progress = Progress.on(new PrintWriter(out), Optional.empty())) {
            progress.accept(operation(0, 0, 0, false));
            progress.accept(operation(1, 0, 99, false));
            progress.accept(operation(2, 0, 98, false));
            progress.accept(operation(99, 1, 0, true));
        }
        assertThat(out.toString().lines()).hasSize(2).first().asString().startsWith("1 of 100 done");
        assertThat(out.toString()).contains("99 of 100 done, 1 failed, 0 pending");
    }

    @Test
    void aBarFitsTheTerminalAndEndsItsLine() throws Exception {
        try (Progress progress = Progress.on(new PrintWriter(out), Optional.of(100))) {
            progress.accept(operation(60, 3, 37, false));
        }
        String[] drawn = out.toString().split("\r");
        assertThat(drawn[drawn.length - 1])
                .contains("63%", "63/100", "3 failed, 37 pending")
                .endsWith("\n");
        assertThat(drawn).allMatch(line -> line.strip().length() < 100);
    }

    private static Operation operation(int success, int failure, int pending, boolean done)
            throws JsonProcessingException {
        return Operation.of(new ObjectMapper()
                .readTree("{\"name\": \"o\", \"done\": " + done + ", \"metadata\": {\"counter\": {\"success\": \""
                        + success + "\", \"failure\": \"" + failure + "\", \"pending\": \"" + pending + "\"}}}"));
    }
}
