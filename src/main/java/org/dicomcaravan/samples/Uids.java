package org.dicomcaravan.samples;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** UIDs that are the same in every run: 2.25. and a UUID made from a name (PS3.5 B.2). */
final class Uids {
    private static final String NAMESPACE = "org.dicomcaravan.samples/";

    private Uids() {}

    static String of(String name) {
        UUID uuid = UUID.nameUUIDFromBytes((NAMESPACE + name).getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }
}
