package org.dicomcaravan.destination.google;

import com.google.cloud.storage.BlobInfo;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.component.google.storage.GoogleCloudStorageConfiguration;
import org.apache.camel.component.google.storage.GoogleCloudStorageConstants;
import org.apache.camel.component.google.storage.GoogleCloudStorageProducer;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.transcode.Content;

/**
 * Sends the body as the object that the headers name, whole and verified or not at all; its attributes become the body.
 * A message that asks for another operation, and an endpoint with a client of its own, are Camel's.
 *
 * <p>Camel's own way makes a resumable upload of every object, with a buffer of 15 MiB, on no condition, and closes it
 * when the body breaks off, which makes an object that is cut short.
 */
final class CheckedStorageProducer extends GoogleCloudStorageProducer {
    private final CheckedStorageComponent component;

    CheckedStorageProducer(CheckedStorageEndpoint endpoint, CheckedStorageComponent component) {
        super(endpoint);
        this.component = component;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        if (!isUpload(message)) {
            requireNoBatch(message);
            super.process(exchange);
            return;
        }
        ObjectName name = name(message);
        try (SentContent content = content(name, message)) {
            NewObject object = new NewObject(name, info(name, message), content.body());
            String batch = message.getHeader(ObjectHeaders.BATCH, String.class);
            message.setBody(
                    batch == null
                            ? component.commits().send(object)
                            : component
                                    .commits()
                                    .send(
                                            BatchKey.parse(batch),
                                            ObjectHeaders.required(message, ObjectHeaders.INSTANCE),
                                            object));
        }
    }

    private boolean isUpload(Message message) {
        return message.getHeader(GoogleCloudStorageConstants.OPERATION) == null
                && getEndpoint().getConfiguration().getOperation() == null
                && getEndpoint().getStorageClient() == component.storage().client();
    }

    /** Camel's own upload makes objects that are cut short, and nobody takes them back. */
    private static void requireNoBatch(Message message) {
        if (message.getHeader(ObjectHeaders.BATCH) != null
                && message.getHeader(GoogleCloudStorageConstants.OPERATION) == null) {
            throw new IllegalArgumentException(
                    "an object of a batch can only be sent with the client of this server: give"
                            + " google-storage: storageClient=#storageClient, or remove the header "
                            + ObjectHeaders.BATCH);
        }
    }

    private ObjectName name(Message message) {
        GoogleCloudStorageConfiguration own = getEndpoint().getConfiguration();
        return new ObjectName(
                ObjectHeaders.bucket(message, own.getBucketName()),
                Optional.ofNullable(own.getObjectName())
                        .filter(name -> !name.isEmpty())
                        .orElseGet(() -> ObjectHeaders.required(message, ObjectHeaders.OBJECT_NAME)));
    }

    private static BlobInfo info(ObjectName name, Message message) {
        return Uploads.info(name, message.getHeader(ObjectHeaders.CONTENT_TYPE, "", String.class))
                .setContentEncoding(message.getHeader(GoogleCloudStorageConstants.CONTENT_ENCODING, String.class))
                .setContentDisposition(message.getHeader(GoogleCloudStorageConstants.CONTENT_DISPOSITION, String.class))
                .setCacheControl(message.getHeader(GoogleCloudStorageConstants.CACHE_CONTROL, String.class))
                .build();
    }

    private SentContent content(ObjectName name, Message message) throws IOException, InvalidPayloadException {
        Object body = message.getMandatoryBody();
        Long length = message.getHeader(ObjectHeaders.CONTENT_LENGTH, Long.class);
        if (body instanceof WrappedFile<?> wrapped) {
            body = wrapped.getFile();
        }
        if (body instanceof Content content) {
            return SentContent.of(name, content, length);
        }
        if (body instanceof File file) {
            return SentContent.of(name, ObjectBody.of(file.toPath()), length);
        }
        if (body instanceof StreamCache || body instanceof InputStream) {
            return SentContent.spooled(name, message.getMandatoryBody(InputStream.class), length, component.scratch());
        }
        return SentContent.of(name, ObjectBody.of(message.getMandatoryBody(byte[].class)), length);
    }
}
