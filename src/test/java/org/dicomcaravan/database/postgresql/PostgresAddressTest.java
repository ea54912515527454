package org.dicomcaravan.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresAddressTest {

    private static PostgresAddress address(String url) {
        return new PostgresAddress(url, Optional.of("u"), Optional.of("p"), 2);
    }

    @Test
    void namesServerAndDatabaseAlone() {
        assertThat(address("jdbc:postgresql://db.example.org/caravan?sslpassword=x"))
                .hasToString("PostgreSQL at db.example.org:5432/caravan");
    }

    /** The driver would say that it can't connect, each time that it tries. */
    @Test
    void refusesAnSslModeThatIsNone() {
        assertThatThrownBy(() -> address("jdbc:postgresql://db.example.org/caravan?sslmode=verify-fulll"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an sslmode of disable, allow, prefer, require, verify-ca, verify-full");
    }

    @Test
    void refusesOtherUrls() {
        assertThatThrownBy(() -> address("jdbc:sqlite:state.db")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> address("jdbc:postgresql://db.example.org:x/caravan"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
