package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;

/** Lines of a log as people read them, and the reasons that they have in common. */
class LogLineTest {

    private static final String STORE = "projects/p/locations/l/datasets/d/dicomStores/s";

    @Test
    void isTheSameFromAServerAndOutOfItsState() throws Exception {
        String json = """
                {"severity":"ERROR","jsonPayload":{"@type":"x","resourceName":"%s/dicomWeb/studies/1/series/2/instances/3",
                 "error":{"code":9,"message":"it has no pixel data"}}}
                """.formatted(STORE);
        LogEntry entry = LogEntry.error(
                STORE + "/dicomWeb/studies/1/series/2/instances/3",
                RpcCode.FAILED_PRECONDITION,
                "it has no pixel data");
        LogLine line = LogLine.of(new ObjectMapper().readTree(json));
        assertThat(line).isEqualTo(LogLine.of(entry));
        assertThat(line).hasToString("ERROR studies/1/series/2/instances/3: FAILED_PRECONDITION: it has no pixel data");
        LogLine remark =
                LogLine.of(new ObjectMapper().readTree("{\"severity\":\"INFO\",\"textPayload\":\"2 left out\"}"));
        assertThat(remark)
                .isEqualTo(LogLine.of(LogEntry.info(STORE, "2 left out")))
                .hasToString("INFO 2 left out");
    }

    @Test
    void namesAFileWithoutUids() {
        LogLine line = LogLine.of(LogEntry.error(STORE, RpcCode.INVALID_ARGUMENT, "a/b.dcm: it has no Study UID"));
        assertThat(line.place()).isEqualTo("a/b.dcm");
        assertThat(line.reason()).isEqualTo("INVALID_ARGUMENT: it has no Study UID");
    }

    @Test
    void showsControlCharactersAndDoesNotObeyThem() {
        LogLine line = LogLine.of(
                LogEntry.error(STORE, RpcCode.INVALID_ARGUMENT, "a\u001b[2J\n\u202eb.dcm: it has no \u0007Study UID"));
        assertThat(line.toString()).doesNotContainPattern("\\p{C}").contains("\\u001B[2J", "\\u202E", "\\u0007");
    }

    @Test
    void groupsByReasonTheMostFrequentFirst() {
        Failures failures = new Failures(2);
        failures.accept(LogLine.of(LogEntry.info(STORE, "no failure")));
        failures.accept(LogLine.of(LogEntry.error(STORE, RpcCode.INVALID_ARGUMENT, "x.dcm: it has no Study UID")));
        IntStream.rangeClosed(1, 3)
                .forEach(i -> failures.accept(LogLine.of(LogEntry.error(
                        STORE + "/dicomWeb/studies/1/series/2/instances/" + i,
                        RpcCode.INVALID_ARGUMENT,
                        "frame " + i + " ends at byte " + 100 * i + ", before its \"EOI" + i + "\""))));
        assertThat(failures.groups())
                .containsExactly(
                        new Failures.Group(
                                "INVALID_ARGUMENT: frame 1 ends at byte 100, before its \"EOI1\"",
                                3,
                                List.of("studies/1/series/2/instances/1", "studies/1/series/2/instances/2")),
                        new Failures.Group("INVALID_ARGUMENT: it has no Study UID", 1, List.of("x.dcm")));
    }

    @Test
    void staysSmallWhateverFailed() {
        Failures failures = new Failures(1);
        String letters = "abcdefghijklmnopqrstuvwxyz";
        IntStream.range(0, 500)
                .forEach(i -> failures.accept(LogLine.of(LogEntry.error(
                        STORE, RpcCode.INTERNAL, "f: " + letters.charAt(i / 26) + letters.charAt(i % 26)))));
        assertThat(failures.groups()).hasSize(201);
        assertThat(failures.groups().get(0)).isEqualTo(new Failures.Group("other reasons", 300, List.of("f")));
    }
}
