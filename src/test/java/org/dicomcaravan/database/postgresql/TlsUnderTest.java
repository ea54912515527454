package org.dicomcaravan.database.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * TLS of a PostgreSQL that may be spoilt, with keys of {@code src/test/resources/tls}, and a role that is taken over TLS alone.
 * They reach the folder of the database by its own hands, wherever that is; all is as before at the end.
 */
final class TlsUnderTest implements AutoCloseable {
    static final String ROLE = "encrypted";
    static final String PASSWORD = "v3ry-s3cret";

    private static final Path KEYS = Path.of("src/test/resources/tls");

    private final Jdbi administrator;
    private final String access;

    TlsUnderTest(PostgresUnderTest postgres) {
        administrator = postgres.administrator();
        access = administrator.withHandle(h -> {
            h.execute("DROP ROLE IF EXISTS " + ROLE);
            h.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + PASSWORD + "'");
            return h.select("SELECT pg_read_file(current_setting('hba_file'))")
                    .mapTo(String.class)
                    .one();
        });
        administrator.useHandle(h -> {
            String own = "hostssl all " + ROLE + " all scram-sha-256\nhost all " + ROLE + " all reject\n";
            write(h, own + access, setting(h, "hba_file"));
        });
    }

    static Path key(String name) {
        return KEYS.resolve(name);
    }

    /** From now on it shows a certificate. */
    void show(String name) throws IOException {
        String key = Files.readString(key(name + ".key"));
        String certificate = Files.readString(key(name + ".pem"));
        administrator.useHandle(h -> {
            write(h, key, name + ".key");
            write(h, certificate, name + ".pem");
            h.execute("ALTER SYSTEM SET ssl_key_file = '" + name + ".key'");
            h.execute("ALTER SYSTEM SET ssl_cert_file = '" + name + ".pem'");
            h.execute("ALTER SYSTEM SET ssl = on");
        });
        reload("ssl_cert_file", name + ".pem");
        reload("ssl", "on");
    }

    /** From now on it speaks no TLS. */
    void off() {
        administrator.useHandle(h -> h.execute("ALTER SYSTEM SET ssl = off"));
        reload("ssl", "off");
    }

    private void reload(String name, String value) {
        administrator.useHandle(h -> h.execute("SELECT pg_reload_conf()"));
        await().until(() -> administrator.withHandle(h -> setting(h, name)).equals(value));
    }

    private static String setting(Handle handle, String name) {
        return handle.select("SELECT current_setting(?)", name)
                .mapTo(String.class)
                .one();
    }

    /** A file that only the database may read, else it would take no key from it. */
    private static void write(Handle handle, String text, String file) {
        String bytes = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        handle.execute("COPY (SELECT '" + bytes + "') TO PROGRAM 'umask 077 && base64 -d > \"" + file + "\"'");
    }

    @Override
    public void close() {
        administrator.useHandle(h -> {
            write(h, access, setting(h, "hba_file"));
            for (String name : new String[] {"ssl", "ssl_key_file", "ssl_cert_file"}) {
                h.execute("ALTER SYSTEM RESET " + name);
            }
        });
        reload("ssl", "off");
    }
}
