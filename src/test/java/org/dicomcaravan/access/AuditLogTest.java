package org.dicomcaravan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dicomcaravan.access.AuditLog.Call;
import org.dicomcaravan.access.Principal.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditLogTest {

    private static final Source ADA =
            new Caller(new Principal(Kind.USER, "ada@clinic.example", Set.of()), "10.0.0.1", "id", to -> {}).source();

    @TempDir
    Path folder;

    private Instant now = Instant.now();

    private AuditLog open(int days, long fileBytes, long mostBytes) throws IOException {
        return AuditLog.open(folder.resolve("audit"), new AuditLog.Limits(days, fileBytes, mostBytes), () -> now);
    }

    private AuditLog open() throws IOException {
        return open(10, 1 << 20, 1 << 30);
    }

    private static Call call(String resource) {
        return new Call("GET", "m", "p", resource, true, 200, "", "");
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("audit").resolve(file));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("audit"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, 200, granted",
        "true, 404, granted",
        "true, 403, denied",
        "false, 401, denied",
        "false, 404, refused",
        "false, 429, refused"
    })
    void saysWhoAskedForWhatAndWhatCameOfIt(boolean isIn, int status, String decision) throws IOException {
        try (AuditLog log = open()) {
            log.called(
                    ADA,
                    new Call("POST", "dicomStores.export", "may.it.be", "projects/p", isIn, status, "gs://b", "why"));
        }
        assertThat(lines("audit.log")).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines("audit.log").get(0));
        assertThat(line.path("event").asText()).isEqualTo("call");
        assertThat(line.path("principal").asText()).isEqualTo("user:ada@clinic.example");
        assertThat(line.path("from").asText()).isEqualTo("10.0.0.1");
        assertThat(line.path("request").asText()).isEqualTo("id");
        assertThat(line.path("method").asText()).isEqualTo("dicomStores.export");
        assertThat(line.path("permission").asText()).isEqualTo("may.it.be");
        assertThat(line.path("resource").asText()).isEqualTo("projects/p");
        assertThat(line.path("status").asInt()).isEqualTo(status);
        assertThat(line.path("decision").asText()).isEqualTo(decision);
        assertThat(line.path("destination").asText()).isEqualTo("gs://b");
        assertThat(line.path("reason").asText()).isEqualTo("why");
        assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void strangersPushNobodyElseOut() throws IOException {
        try (AuditLog log = open(10, 4096, 16384)) {
            log.called(ADA, call("projects/p"));
            for (int i = 0; i < 1000; i++) {
                log.called(Source.UNKNOWN, new Call("GET", "m", "p", "projects/p", false, 401, "", ""));
            }
        }
        assertThat(lines("audit.log")).hasSize(1);
        assertThat(files()).filteredOn(file -> file.startsWith("strangers")).hasSizeBetween(2, 4);
    }

    @Test
    void nothingThatComesFromOutsideEndsALine() throws IOException {
        String evil = "projects/p\r\n{\"event\":\"call\"}\u2028\u0085\u202e";
        try (AuditLog log = open()) {
            log.called(ADA, call(evil));
            log.ended(ADA, new AuditLog.End("o", "s", evil, "OK", 1, 2));
        }
        assertThat(Files.readString(folder.resolve("audit/audit.log")))
                .matches("[\\x20-\\x7e]+\\n[\\x20-\\x7e]+\\n")
                .contains("\\u2028");
    }

    @Test
    void isPutAsideEachDayAndWhenItIsFull() throws IOException {
        now = Instant.parse("2040-01-01T23:59:59Z");
        try (AuditLog log = open(10, 300, 1 << 20)) {
            log.called(ADA, call("first"));
            log.called(ADA, call("second"));
            now = now.plusSeconds(1);
            log.called(ADA, call("next-day"));
        }
        assertThat(files())
                .containsExactly("audit.2040-01-01.1.log", "audit.2040-01-01.2.log", "audit.log", "strangers.log");
        assertThat(lines("audit.2040-01-01.1.log")).singleElement().asString().contains("first");
        assertThat(lines("audit.2040-01-01.2.log")).singleElement().asString().contains("second");
        assertThat(lines("audit.log")).singleElement().asString().contains("next-day");
    }

    @Test
    void removesWhatIsOldOrTooMuch() throws IOException {
        now = Instant.parse("2040-01-01T12:00:00Z");
        try (AuditLog log = open(3, 1 << 20, 1 << 30)) {
            for (int day = 0; day < 6; day++) {
                log.called(ADA, call("day" + day));
                now = now.plus(Duration.ofDays(1));
            }
        }
        assertThat(files())
                .containsExactly(
                        "audit.2040-01-03.1.log",
                        "audit.2040-01-04.1.log",
                        "audit.2040-01-05.1.log",
                        "audit.log",
                        "strangers.log");
        try (AuditLog log = open(100, 300, 900)) {
            for (int i = 0; i < 20; i++) {
                log.called(ADA, call("many" + i));
            }
        }
        assertThat(files()).hasSizeLessThanOrEqualTo(6).contains("audit.log");
        assertThat(lines("audit.log")).singleElement().asString().contains("many19");
    }

    @Test
    void goesOnInANewFileWhereSomebodyTookTheOldOne() throws IOException {
        try (AuditLog log = open()) {
            log.called(ADA, call("before"));
            Files.move(folder.resolve("audit/audit.log"), folder.resolve("taken"));
            Awaitility.await().untilAsserted(() -> {
                log.called(ADA, call("after"));
                assertThat(folder.resolve("audit/audit.log")).exists();
            });
        }
        assertThat(lines("audit.log").get(0)).contains("after");
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        open().close();
        assertThat(Files.getPosixFilePermissions(folder.resolve("audit")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void refusesToOpenWhereItCantBeWritten() throws IOException {
        Files.writeString(folder.resolve("audit"), "");
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The audit log in " + folder.resolve("audit") + " can't be written");
    }

    @Test
    void saysThatALineIsLostUntilOneIsNot() throws IOException {
        Path audit = folder.resolve("audit");
        try (AuditLog log = open()) {
            Files.move(audit, folder.resolve("taken"));
            Files.writeString(audit, "in its place");
            Awaitility.await().untilAsserted(() -> {
                log.called(ADA, call("lost"));
                assertThatThrownBy(log::probe).hasMessageContaining("can't be written");
            });
            assertThatThrownBy(log::probe).hasMessageContaining("can't be written"); // to look changes nothing
            Files.delete(audit);
            Files.createDirectory(audit);
            assertThatCode(log::probe).doesNotThrowAnyException(); // it tries again
            log.called(ADA, call("written"));
        }
        assertThat(lines("audit.log")).hasSize(2);
        JsonNode lost = new ObjectMapper().readTree(lines("audit.log").get(0));
        assertThat(lost.path("event").asText()).isEqualTo("lines-lost");
        assertThat(lost.path("lines").asInt()).isPositive();
        assertThat(lines("audit.log").get(1)).contains("written");
    }

    @Test
    void anInterruptedThreadLosesNoLine() throws IOException {
        try (AuditLog log = open()) {
            Thread.currentThread().interrupt();
            log.called(ADA, call("interrupted"));
            assertThat(Thread.interrupted()).isTrue();
            log.called(ADA, call("after"));
        }
        assertThat(lines("audit.log")).hasSize(2);
    }
}
