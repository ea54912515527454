package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void writesALineAnEntry() throws Exception {
        String text = read(Stream.of(
                LogEntry.error("the/store", RpcCode.INVALID_ARGUMENT, "a\nb \u00fc\u2028\""),
                LogEntry.info("the/store", "2 files ignored")));
        List<String> lines = List.of(text.split("\n", -1));
        assertThat(lines).hasSize(3).last().isEqualTo("");
        JsonNode failure = JSON.readTree(lines.get(0));
        assertThat(failure.get("severity").textValue()).isEqualTo("ERROR");
        assertThat(failure.at("/jsonPayload/resourceName").textValue()).isEqualTo("the/store");
        assertThat(failure.at("/jsonPayload/error/code").intValue()).isEqualTo(3);
        assertThat(failure.at("/jsonPayload/error/message").textValue()).isEqualTo("a\nb \u00fc\u2028\"");
        assertThat(JSON.readTree(lines.get(1)))
                .isEqualTo(JSON.readTree("{\"severity\":\"INFO\",\"textPayload\":\"2 files ignored\"}"));
    }

    @Test
    void isEmptyWithoutEntries() throws Exception {
        assertThat(read(Stream.of())).isEmpty();
    }

    @Test
    void readsByteByByteTheSame() throws Exception {
        List<LogEntry> entries = List.of(
                LogEntry.error("a", RpcCode.FAILED_PRECONDITION, "b"), LogEntry.error("c", RpcCode.UNIMPLEMENTED, "d"));
        StringBuilder bytes = new StringBuilder();
        try (InputStream in = new LogLines(entries.stream())) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                bytes.append((char) b);
            }
        }
        assertThat(bytes).hasToString(read(entries.stream()));
    }

    @Test
    void breaksOffWhereTheLogCantBeRead() {
        Stream<LogEntry> removed = Stream.of(1, 2).map(i -> {
            if (i == 2) {
                throw new IllegalStateException("the log was removed");
            }
            return LogEntry.error("a", RpcCode.FAILED_PRECONDITION, "b");
        });
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(removed))
                .withMessageContaining("the log was removed");
    }

    private static String read(Stream<LogEntry> entries) throws IOException {
        try (InputStream in = new LogLines(entries)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
