package org.dicomcaravan.destination.google;

import com.google.cloud.storage.BlobInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.WrongLengthException;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Camel's {@code google-storage:} endpoint asks for, put right: it sends the length as metadata of the user's, and
 * the media type in the place of content encoding and cache control.
 *
 * @param object the name
 * @param info what to store it with
 * @param length the bytes that the content must have; Camel always says it
 */
record CamelBlobInfo(ObjectName object, BlobInfo info, long length) {
    private static final Logger LOG = LoggerFactory.getLogger(CamelBlobInfo.class);
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final String LENGTH = "Content-Length";

    static CamelBlobInfo of(BlobInfo asked) throws IOException {
        ObjectName object = new ObjectName(asked.getBucket(), asked.getName());
        Map<String, String> metadata = new HashMap<>(asked.getMetadata() == null ? Map.of() : asked.getMetadata());
        String length = metadata.remove(LENGTH);
        if (length == null || !length.matches("\\d{1,18}")) {
            throw new IOException("object " + object + " can't be uploaded: header " + ObjectHeaders.CONTENT_LENGTH
                    + " is " + Quoted.of(String.valueOf(length)) + ", not a number of bytes");
        }
        BlobInfo.Builder info = asked.toBuilder().setMetadata(metadata.isEmpty() ? null : metadata);
        if (isMistaken(asked.getContentEncoding(), asked) || isMistaken(asked.getCacheControl(), asked)) {
            info.setContentEncoding(mistakenAsNull(asked.getContentEncoding(), asked));
            info.setCacheControl(mistakenAsNull(asked.getCacheControl(), asked));
            if (WARNED.compareAndSet(false, true)) {
                LOG.warn("Headers CamelGoogleCloudStorageContentEncoding and …CacheControl are left out: Camel's"
                        + " google-storage: sends the content type in their place");
            }
        }
        return new CamelBlobInfo(object, info.build(), Long.parseLong(length));
    }

    private static boolean isMistaken(String value, BlobInfo asked) {
        return value != null && value.equals(asked.getContentType());
    }

    private static String mistakenAsNull(String value, BlobInfo asked) {
        return isMistaken(value, asked) ? null : value;
    }

    void checkLength(String actual, boolean right) throws IOException {
        if (!right) {
            throw new WrongLengthException(object, actual, length);
        }
    }
}
