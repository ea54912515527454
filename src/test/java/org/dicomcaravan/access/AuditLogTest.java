package org.dicomcaravan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dicomcaravan.access.Principal.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditLogTest {

    @TempDir
    Path folder;

    private static Caller ada(String address) {
        return new Caller(new Principal(Kind.USER, "ada@clinic.example", Set.of()), address, "id");
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
        try (AuditLog log = AuditLog.open(folder.resolve("audit"), 1, 1)) {
            log.called(ada("10.0.0.1"), "POST", "dicomStores.export", "may.it.be", "projects/p", isIn, status);
        }
        List<String> lines = Files.readAllLines(folder.resolve("audit/audit.log"));
        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.path("event").asText()).isEqualTo("call");
        assertThat(line.path("principal").asText()).isEqualTo("user:ada@clinic.example");
        assertThat(line.path("from").asText()).isEqualTo("10.0.0.1");
        assertThat(line.path("request").asText()).isEqualTo("id");
        assertThat(line.path("method").asText()).isEqualTo("dicomStores.export");
        assertThat(line.path("permission").asText()).isEqualTo("may.it.be");
        assertThat(line.path("resource").asText()).isEqualTo("projects/p");
        assertThat(line.path("status").asInt()).isEqualTo(status);
        assertThat(line.path("decision").asText()).isEqualTo(decision);
        assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void nothingThatComesFromOutsideEndsALine() throws IOException {
        String evil = "projects/p\r\n{\"event\":\"call\"}\u2028\u0085\u202e";
        try (AuditLog log = AuditLog.open(folder, 1, 1)) {
            log.called(ada("x"), "GET", "m", "", evil, true, 200);
            log.ended(ada("x"), "o", "s", evil, "OK", 1, 2);
        }
        assertThat(Files.readString(folder.resolve("audit.log")))
                .matches("[\\x20-\\x7e]+\\n[\\x20-\\x7e]+\\n")
                .contains("\\u2028");
    }

    @Test
    void rotatesWhenItIsLarge() throws IOException {
        try (AuditLog log = AuditLog.open(folder, 1, 1)) {
            for (int i = 0; i < 20_000; i++) {
                log.called(ada("x"), "GET", "m", "p", "projects/p", true, 200);
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.matches("audit\\.\\d{4}-\\d\\d-\\d\\d\\.0\\.log(\\.gz|\\d+\\.tmp)?"));
        }
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        Path audit = folder.resolve("audit");
        AuditLog.open(audit, 1, 1).close();
        assertThat(Files.getPosixFilePermissions(audit)).hasSize(3);
    }

    @Test
    void refusesToOpenWhereItCantBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> AuditLog.open(file.resolve("audit"), 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("audit log");
        Files.createDirectories(folder.resolve("dir/audit.log"));
        assertThatThrownBy(() -> AuditLog.open(folder.resolve("dir"), 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't be written");
    }

    @Test
    void isWellWhereItIsWritten() throws IOException {
        try (AuditLog log = AuditLog.open(folder, 1, 1)) {
            log.called(ada("x"), "GET", "m", "p", "projects/p", true, 200);
            assertThatCode(log::probe).doesNotThrowAnyException();
        }
    }
}
