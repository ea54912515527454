package org.dicomcaravan.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.Turn;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PostgreSQL that is reached over TLS, as docs/cluster.md says it. */
@Tag("environment")
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PostgresTlsTest {
    @RegisterExtension
    static final Turn TURN = new Turn("postgresql");

    private static final Path AUTHORITY = TlsUnderTest.key("authority.pem");

    private PostgresUnderTest postgres;
    private TlsUnderTest tls;

    @BeforeEach
    void open() throws IOException {
        postgres = PostgresUnderTest.killed();
        tls = new TlsUnderTest(postgres);
        tls.show("first"); // localhost and 127.0.0.1, by the authority
    }

    @AfterEach
    void close() {
        if (tls != null) {
            tls.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static String verified(Path authority) {
        return "&sslmode=verify-full&sslrootcert=" + authority.toAbsolutePath();
    }

    private PostgresAddress address(String parameters, String password) {
        return new PostgresAddress(
                postgres.url() + parameters, Optional.of(TlsUnderTest.ROLE), Optional.of(password), 2);
    }

    private Map<String, Object> connection(String parameters) {
        try (PostgresDatabase database = PostgresDatabase.open(address(parameters, TlsUnderTest.PASSWORD))) {
            return database.read(h -> h.select("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                    .mapToMap()
                    .one());
        }
    }

    /** What a start says, at once, to whoever can't see a stack trace. */
    private String refusal(String parameters) {
        return refusal(address(parameters, TlsUnderTest.PASSWORD));
    }

    private static String refusal(PostgresAddress address) {
        long began = System.nanoTime();
        DatabaseException refused = catchThrowableOfType(
                DatabaseException.class, () -> PostgresDatabase.open(address).close());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(refused.code()).isEqualTo(RpcCode.UNAVAILABLE);
        assertThat(refused)
                .hasMessageStartingWith(address.name())
                .hasMessageContaining("; ")
                .hasMessageNotContainingAny("Exception", "Verifier", "src/test", "java", TlsUnderTest.PASSWORD);
        return refused.getMessage();
    }

    @Test
    void isEncryptedToTheOneWhoseCertificateIsKnown() {
        assertThat(connection(verified(AUTHORITY))).containsEntry("ssl", true).containsEntry("version", "TLSv1.3");
    }

    @Test
    void isEncryptedWhereOnlyThatIsTaken() {
        assertThat(connection("")).containsEntry("ssl", true);
        assertThat(connection("&sslmode=require")).containsEntry("ssl", true);
    }

    @Test
    void whoComesWithoutIsToldHow() {
        assertThat(refusal("&sslmode=disable"))
                .contains("refuses the user", "pg_hba.conf", "add sslmode=verify-full to caravan.state.url");
        tls.off();
        assertThat(refusal("")).contains("refuses the user", "pg_hba.conf");
    }

    @Test
    void aServerWithoutTlsIsNotTalkedTo() {
        tls.off();
        for (String parameters : new String[] {"&sslmode=require", verified(AUTHORITY)}) {
            assertThat(refusal(parameters)).contains("speaks no TLS", "ssl = on", "sslmode in caravan.state.url");
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNotTaken() throws IOException {
        assertThat(refusal(verified(TlsUnderTest.key("stranger.pem"))))
                .contains("a certificate that can't be trusted", "by sslrootcert=FILE in caravan.state.url");
        tls.show("stranger"); // which signed itself
        assertThat(refusal(verified(AUTHORITY))).contains("a certificate that can't be trusted");
    }

    @Test
    void aCertificateOfAnotherNameIsNotTaken() throws IOException {
        tls.show("stranger");
        assertThat(refusal(verified(TlsUnderTest.key("stranger.pem"))))
                .contains("a certificate of another name", "call it in caravan.state.url as its certificate does");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.pem", "first.key", "README.md"})
    void aFileWithoutCertificatesIsNamedByItsParameter(String file) {
        assertThat(refusal(verified(TlsUnderTest.key(file)))).contains("sslrootcert=FILE in caravan.state.url");
    }

    @Test
    void aPasswordThatIsMissingIsAskedForAtOnce() {
        PostgresAddress address =
                new PostgresAddress(postgres.url(), Optional.of(TlsUnderTest.ROLE), Optional.empty(), 2);
        assertThat(refusal(address)).contains("refuses the user", "set caravan.state.url.user and");
    }
}
