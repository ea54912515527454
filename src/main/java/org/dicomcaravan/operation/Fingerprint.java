package org.dicomcaravan.operation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 16 bytes that stand for an instance where duplicates are looked for: the head of a SHA-256, so that nobody can
 * make two instances look like one.
 */
public record Fingerprint(long high, long low) {
    private static final int SIZE = 16;

    /** Of an instance's UIDs. */
    public static Fingerprint of(String study, String series, String instance) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((study + '/' + series + '/' + instance).getBytes(StandardCharsets.UTF_8));
            return of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static Fingerprint of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Fingerprint(buffer.getLong(), buffer.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(SIZE).putLong(high).putLong(low).array();
    }
}
