package org.dicomcaravan.destination.google;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.destination.BatchKey;

/**
 * What an object says of who wrote it, as metadata: which server, for which batch and which instance. So only what this
 * export wrote is ever taken back, whatever a process remembers. The instance is a digest: a site may send names that
 * tell nobody who a patient is.
 */
final class Mark {
    static final String KEY = "caravan-delivery";
    private static final int DIGEST_BYTES = 8;
    private static final Pattern SHAPE = Pattern.compile("([0-9a-f]+)-(\\d{1,19})-(\\d{1,18})-[0-9a-f]{16}");

    private final String server;

    /** Marks of one server, whose name no other server has. */
    Mark(String server) {
        this.server = server;
    }

    /** The same for each attempt at a batch. */
    String of(BatchKey batch, String instance) {
        return server + "-" + batch.operation() + "-" + batch.number() + "-" + digest(instance);
    }

    /** Whether a mark is this server's, of a batch of which something holds. */
    boolean isOf(String mark, BiPredicate<Long, Long> batch) {
        Matcher parts = SHAPE.matcher(mark);
        return parts.matches()
                && parts.group(1).equals(server)
                && batch.test(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    private String digest(String instance) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(server.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(instance.getBytes(StandardCharsets.UTF_8)), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
