package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OperationTest {
    private static final String TIMES =
            "\"createTime\": \"2026-01-01T00:00:00.500000Z\", \"endTime\": \"2026-01-01T00:01:00.000000Z\"";

    @Test
    void endsWithoutAnyFailure() throws Exception {
        Operation operation = operation("{\"done\": true, \"metadata\": {" + TIMES
                + ", \"counter\": {\"success\": \"42\"}}," + "\"response\": {}}");
        assertThat(ExitCode.of(operation, 0)).isEqualTo(ExitCode.OK);
        assertThat(operation.state()).isEqualTo("done");
        assertThat(operation.total()).isEqualTo(42);
        assertThat(operation.elapsed(Instant.now())).isEqualTo(Duration.ofMillis(59_500));
    }

    @Test
    void endsWithFailedInstances() throws Exception {
        Operation operation =
                operation("{\"done\": true, \"metadata\": {\"counter\": {\"failure\": \"1\"}}, \"response\": {}}");
        assertThat(ExitCode.of(operation, 0)).isEqualTo(ExitCode.INSTANCES_FAILED);
    }

    @Test
    void endsInAnError() throws Exception {
        Operation operation = operation("{\"done\": true, \"error\": {\"code\": 5, \"message\": \"no bucket\"}}");
        assertThat(ExitCode.of(operation, 0)).isEqualTo(ExitCode.OPERATION_ERROR);
        assertThat(operation.state()).isEqualTo("failed");
    }

    @Test
    void isCancelled() throws Exception {
        Operation operation = operation("{\"done\": true, \"error\": {\"code\": 1}}");
        assertThat(ExitCode.of(operation, 0)).isEqualTo(ExitCode.CANCELLED);
        assertThat(operation.state()).isEqualTo("cancelled");
    }

    private static Operation operation(String json) throws JsonProcessingException {
        return Operation.of(new ObjectMapper().readTree(json));
    }
}
