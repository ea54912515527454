package org.dicomcaravan.database.postgresql;

import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

/**
 * Where a database of PostgreSQL is, and how it is reached. Immutable.
 *
 * @param url {@code jdbc:postgresql://HOST[:PORT]/DATABASE}, with parameters of the driver if need be
 * @param user empty where the URL says it
 * @param password the same
 * @param connections at most
 */
public record PostgresAddress(String url, Optional<String> user, Optional<String> password, int connections) {
    private static final String PREFIX = "jdbc:postgresql:";

    /**
     * A frozen process must not hold its locks for ever, nor for as long as others wait for them, and a statement that takes
     * so long is one that waits. Of a connection on which nothing comes for longer than the server may take, nothing comes
     * any more.
     */
    private static final String SERVER_LIMITS =
            "-c idle_in_transaction_session_timeout=8000 -c lock_timeout=10000 -c statement_timeout=15000";

    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 20;

    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException if it is none of PostgreSQL
     */
    public PostgresAddress {
        Properties parts = url.startsWith(PREFIX) ? Driver.parseURL(url, new Properties()) : null;
        if (parts == null) {
            throw new IllegalArgumentException("expected jdbc:postgresql://HOST[:PORT]/DATABASE");
        }
        requireSslMode(parts);
    }

    /** The driver finds out when it connects, and says that it can't. */
    private static void requireSslMode(Properties parts) {
        try {
            SslMode.of(parts);
        } catch (PSQLException e) {
            String known = Stream.of(SslMode.values()).map(mode -> mode.value).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("expected an sslmode of " + known, e);
        }
    }

    /** Whether who answers has to show a certificate that is trusted, by the driver's own rules. */
    public static boolean isVerified(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        return parts != null
                && String.valueOf(PGProperty.SSL_MODE.getOrDefault(parts)).startsWith("verify-")
                && PGProperty.SSL_FACTORY.getOrNull(parts) == null;
    }

    /** For messages: the servers and the database, without parameters, which may be secret. */
    String name() {
        Properties parts = Driver.parseURL(url, new Properties());
        return "PostgreSQL at " + PGProperty.PG_HOST.getOrDefault(parts) + ":" + PGProperty.PG_PORT.getOrDefault(parts)
                + "/" + PGProperty.PG_DBNAME.getOrDefault(parts);
    }

    /** For the driver; what the URL says wins. */
    Properties forWork() {
        Properties properties = forMigrations();
        PGProperty.OPTIONS.set(properties, SERVER_LIMITS);
        PGProperty.SOCKET_TIMEOUT.set(properties, ANSWER_SECONDS);
        return properties;
    }

    /** The same for one who changes nothing. */
    Properties forReading() {
        Properties properties = forWork();
        PGProperty.OPTIONS.set(properties, SERVER_LIMITS + " -c default_transaction_read_only=on");
        return properties;
    }

    /** The same without limits: an index of many rows takes its time. */
    Properties forMigrations() {
        Properties properties = new Properties();
        user.ifPresent(name -> PGProperty.USER.set(properties, name));
        password.ifPresent(word -> PGProperty.PASSWORD.set(properties, word));
        PGProperty.APPLICATION_NAME.set(properties, "dicom-caravan");
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS); // else that of a try, which may be shorter
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        return properties;
    }

    /** Without the password, and what else the URL may say. */
    @Override
    public String toString() {
        return name();
    }
}
