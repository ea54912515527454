package org.dicomcaravan.operation;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A page token is the id of the last operation on the page before, sealed together with the dataset: a token that was
 * changed, or belongs to another dataset, is refused.
 */
final class PageToken {
    private static final int SIZE = 2 * Long.BYTES;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    private PageToken() {}

    static String after(long operation, String dataset) {
        byte[] bytes = ByteBuffer.allocate(SIZE)
                .putLong(operation)
                .putLong(seal(operation, dataset))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The id in a token.
     *
     * @throws IllegalArgumentException if it is no token that was given out for this dataset
     */
    static long read(String token, String dataset) {
        if (FORM.matcher(token).matches()) {
            long operation =
                    ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getLong();
            if (after(operation, dataset).equals(token)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("not a page token that listing operations of " + dataset + " gave out");
    }

    private static long seal(long operation, String dataset) {
        return Fingerprint.of("page", dataset, Long.toString(operation)).high();
    }
}
