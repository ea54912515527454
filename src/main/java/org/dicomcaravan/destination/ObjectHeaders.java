package org.dicomcaravan.destination;

import org.apache.camel.Message;
import org.apache.camel.component.google.storage.GoogleCloudStorageConstants;

/** The headers that an object goes to its bucket with; the same for {@code bucket:} and {@code google-storage:}. */
public final class ObjectHeaders {
    /** The object's name in the bucket; required. */
    public static final String OBJECT_NAME = GoogleCloudStorageConstants.OBJECT_NAME;
    /** The object's media type. */
    public static final String CONTENT_TYPE = GoogleCloudStorageConstants.CONTENT_TYPE;
    /** The object's bytes; if given, the body must have exactly as many. Without it Camel's Google producer buffers. */
    public static final String CONTENT_LENGTH = GoogleCloudStorageConstants.CONTENT_LENGTH;
    /** The {@link BatchKey} that the object belongs to, as text; without it the object is visible at once. */
    public static final String BATCH = "CaravanBatch";
    /** The key of the instance in the batch; required with {@link #BATCH}. */
    public static final String INSTANCE = "CaravanInstance";

    private ObjectHeaders() {}

    /**
     * The bucket that a message goes to.
     *
     * @param own that of the endpoint; the message may name another one
     */
    public static String bucket(Message message, String own) {
        String other = message.getHeader(GoogleCloudStorageConstants.OVERRIDE_BUCKET_NAME, String.class);
        return other == null || other.isEmpty() ? own : other;
    }

    /**
     * The value of a header that has to be there.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static String required(Message message, String header) {
        String value = message.getHeader(header, String.class);
        if (value == null) {
            throw new IllegalArgumentException("header " + header + " is missing");
        }
        return value;
    }
}
