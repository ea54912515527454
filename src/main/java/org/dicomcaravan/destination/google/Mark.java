package org.dicomcaravan.destination.google;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dicomcaravan.destination.BatchKey;

/**
 * What an object says of who wrote it, as metadata: which server, for which batch and which instance. So only what this
 * export wrote is ever taken back, whatever a process remembers. The instance is a digest: a site may send names that
 * tell nobody who a patient is.
 */
final class Mark {
    static final String KEY = "caravan-delivery";
    private static final int DIGEST_BYTES = 8;

    private final String server;

    /** Marks of one server, whose name no other server has. */
    Mark(String server) {
        this.server = server;
    }

    /** The same for each attempt at a batch. */
    String of(BatchKey batch, String instance) {
        return server + "-" + batch.operation() + "-" + batch.number() + "-" + digest(instance);
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
