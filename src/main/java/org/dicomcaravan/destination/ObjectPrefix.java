package org.dicomcaravan.destination;

import org.dicomcaravan.text.Quoted;

/**
 * Where the objects of an export go: a bucket and what every name in it starts with. An export's {@code uriPrefix} is
 * one. Every character is literal.
 *
 * @param bucket the bucket's name, as {@link BucketName#check} wants it
 * @param path empty for the whole bucket, or ends with a slash
 */
public record ObjectPrefix(String bucket, String path) {
    /** The longest name under a prefix: three UIDs of 64, a frame number of 10 digits, an extension, three slashes. */
    static final int LONGEST_RELATIVE = 64 + 1 + 64 + 1 + 64 + 1 + 10 + 16;

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException with a message that names the problem
     */
    public ObjectPrefix {
        BucketName.check(bucket);
        if (!path.isEmpty()) {
            if (!path.endsWith("/")) {
                throw new IllegalArgumentException("prefix " + Quoted.of(path) + " does not end with '/'");
            }
            GcsUri.checkLength(path, GcsUri.LONGEST_NAME - LONGEST_RELATIVE, "prefix");
            GcsUri.checkPath(path.substring(0, path.length() - 1), "prefix");
        }
    }

    /**
     * Reads {@code gs://bucket}, {@code gs://bucket/}, {@code gs://bucket/path} or {@code gs://bucket/path/}; the
     * missing slash is added.
     *
     * @throws IllegalArgumentException with a message that names the problem
     */
    public static ObjectPrefix parse(String uri) {
        GcsUri parts = GcsUri.parse(uri);
        String path = parts.path();
        return new ObjectPrefix(parts.bucket(), path.isEmpty() || path.endsWith("/") ? path : path + "/");
    }

    /** The object of this name under the prefix; {@code relative} has no slash at either end. */
    public ObjectName object(String relative) {
        return new ObjectName(bucket, path + relative);
    }

    /** The prefix of a folder below this one; its name has no slash. */
    public ObjectPrefix folder(String name) {
        return new ObjectPrefix(bucket, path + name + "/");
    }

    /** {@code gs://bucket/path/}. */
    public String uri() {
        return GcsUri.SCHEME + bucket + "/" + path;
    }

    @Override
    public String toString() {
        return uri();
    }
}
