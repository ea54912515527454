package org.dicomcaravan.destination.folder;

import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.google.storage.GoogleCloudStorageConstants;
import org.apache.camel.support.DefaultProducer;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;

/** Stores the body, if it converts to a stream, as the object that the headers name; it becomes the attributes. */
final class BucketProducer extends DefaultProducer {
    private final StagedObjects objects;

    BucketProducer(BucketEndpoint endpoint, StagedObjects objects) {
        super(endpoint);
        this.objects = objects;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        if (message.getHeader(GoogleCloudStorageConstants.OPERATION) != null) {
            throw new IllegalArgumentException("bucket: stores objects only, so header "
                    + GoogleCloudStorageConstants.OPERATION + " has no place");
        }
        ObjectName object = new ObjectName(
                ObjectHeaders.bucket(message, ((BucketEndpoint) getEndpoint()).getName()),
                ObjectHeaders.required(message, ObjectHeaders.OBJECT_NAME));
        String contentType = message.getHeader(ObjectHeaders.CONTENT_TYPE, "", String.class);
        Long header = message.getHeader(ObjectHeaders.CONTENT_LENGTH, Long.class);
        OptionalLong length = header == null ? OptionalLong.empty() : OptionalLong.of(header);
        String batch = message.getHeader(ObjectHeaders.BATCH, String.class);
        try (InputStream body = message.getMandatoryBody(InputStream.class)) {
            message.setBody(
                    batch == null
                            ? objects.put(object, contentType, length, body)
                            : objects.stage(
                                    BatchKey.parse(batch),
                                    ObjectHeaders.required(message, ObjectHeaders.INSTANCE),
                                    object,
                                    contentType,
                                    length,
                                    body));
        }
    }
}
