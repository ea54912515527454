package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;

class WaitNoticeTest {

    private static final LogEntry WAITS =
            LogEntry.warning("store", RpcCode.UNAVAILABLE, "The operation waits: store is not there");

    private final StringWriter said = new StringWriter();

    private WaitNotice notice(List<LogEntry> log) {
        LogSource source = (operation, lines) -> log.forEach(entry -> lines.accept(LogLine.of(entry)));
        return new WaitNotice(source, Progress.on(new PrintWriter(said), Optional.empty()));
    }

    private static Operation running(int pending) throws Exception {
        return Operation.of(new ObjectMapper()
                .readTree("{\"name\":\"o\",\"metadata\":{\"counter\":{\"pending\":\"" + pending + "\"}}}"));
    }

    @Test
    void tellsOnceWhatAnOperationThatStandsStillWaitsFor() throws Exception {
        WaitNotice notice = notice(List.of(WAITS));
        Operation operation = running(7);
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            notice.accept(operation);
            return said.toString().contains("The operation waits: store is not there");
        });
        notice.accept(operation);
        assertThat(said.toString()).containsOnlyOnce("The operation waits");
    }

    /** One who begins to look at an operation of yesterday is told at once. */
    @Test
    void tellsAtOnceWhatAnOldOperationWaitsFor() throws Exception {
        Operation old = Operation.of(
                new ObjectMapper().readTree("{\"name\":\"o\",\"metadata\":{\"createTime\":\"2026-01-01T00:00:00Z\"}}"));
        notice(List.of(WAITS)).accept(old);
        assertThat(said.toString()).containsOnlyOnce("The operation waits: store is not there");
    }

    @Test
    void saysNothingWhereItWentOnSince() throws Exception {
        WaitNotice notice = notice(List.of(WAITS, LogEntry.info("store", "The operation goes on.")));
        Operation operation = running(7);
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(10)).until(() -> {
            notice.accept(operation);
            return !said.toString().contains("waits");
        });
    }

    @Test
    void saysNothingWhileItMoves() throws Exception {
        WaitNotice notice = notice(List.of(WAITS));
        int[] pending = {0};
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(10)).until(() -> {
            notice.accept(running(pending[0]++));
            return !said.toString().contains("waits");
        });
    }
}
