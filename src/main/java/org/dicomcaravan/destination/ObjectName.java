package org.dicomcaravan.destination;

import org.dicomcaravan.text.Quoted;

/**
 * The name of an object in a bucket, {@code gs://bucket/name}, that both backends can hold: 1 to 1,024 bytes of UTF-8,
 * no control characters, no empty, {@code .} or {@code ..} segment. Every character is literal.
 *
 * @param bucket the bucket's name, as {@link BucketName#check} wants it
 * @param name the name in the bucket, without a slash at either end
 */
public record ObjectName(String bucket, String name) {
    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException with a message that names the problem
     */
    public ObjectName {
        BucketName.check(bucket);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the object name in bucket " + Quoted.of(bucket) + " is missing");
        }
        GcsUri.checkLength(name, GcsUri.LONGEST_NAME, "object name");
        GcsUri.checkPath(name, "object name");
    }

    /**
     * Reads {@code gs://bucket/name}.
     *
     * @throws IllegalArgumentException with a message that names the problem
     */
    public static ObjectName parse(String uri) {
        GcsUri parts = GcsUri.parse(uri);
        return new ObjectName(parts.bucket(), parts.path());
    }

    /** {@code gs://bucket/name}. */
    public String uri() {
        return GcsUri.SCHEME + bucket + "/" + name;
    }

    @Override
    public String toString() {
        return uri();
    }
}
