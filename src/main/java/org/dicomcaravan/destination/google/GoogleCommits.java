package org.dicomcaravan.destination.google;

import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Message;
import org.apache.camel.component.google.storage.GoogleCloudStorageConstants;
import org.apache.camel.component.google.storage.GoogleCloudStorageEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;

/**
 * The end of a batch in Cloud Storage, where every object is visible and safe as soon as it is sent. Takes note, as an
 * event notifier of Camel's, of what each instance sends to {@code google-storage:} endpoints, to take it back when the
 * instance fails, in this attempt at its batch or a later one, or when its operation ends without it. Memory does not
 * grow with the frames of an instance. Only what this process sent is known: what an attempt left that was cut short by
 * a kill stays until the batch is redone, and for good where it is not.
 */
public final class GoogleCommits extends EventNotifierSupport implements ObjectCommits {
    private static final int PAGE = 100;

    private final Storage storage;
    private final Map<Batch, Sent> batches = new ConcurrentHashMap<>();

    /** A batch, whatever the attempt. */
    private record Batch(long operation, long number) {
        static Batch of(BatchKey key) {
            return new Batch(key.operation(), key.number());
        }
    }

    /** What a batch sent in all its attempts, by instance; the last attempt may send more, unless it was abandoned. */
    private record Sent(Optional<BatchKey> attempt, Map<String, SentNames> instances) {
        boolean isOf(BatchKey key) {
            return attempt.equals(Optional.of(key));
        }
    }

    /** Takes note for one Cloud Storage. */
    public GoogleCommits(GoogleStorage storage) {
        this.storage = storage.plainClient();
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSentEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent sending
                && sending.getEndpoint() instanceof GoogleCloudStorageEndpoint
                && sending.getExchange().getMessage().getHeader(ObjectHeaders.BATCH) != null;
    }

    @Override
    public void notify(CamelEvent event) {
        ExchangeSendingEvent sending = (ExchangeSendingEvent) event;
        Message message = sending.getExchange().getMessage();
        String instance = message.getHeader(ObjectHeaders.INSTANCE, String.class);
        String name = message.getHeader(ObjectHeaders.OBJECT_NAME, String.class);
        if (instance == null || name == null || message.getHeader(GoogleCloudStorageConstants.OPERATION) != null) {
            return;
        }
        String other = message.getHeader(GoogleCloudStorageConstants.OVERRIDE_BUCKET_NAME, String.class);
        GoogleCloudStorageEndpoint endpoint = (GoogleCloudStorageEndpoint) sending.getEndpoint();
        String bucket =
                other == null || other.isEmpty() ? endpoint.getConfiguration().getBucketName() : other;
        Sent sent = batches.get(Batch.of(BatchKey.parse(message.getHeader(ObjectHeaders.BATCH, String.class))));
        if (sent != null) { // whatever the attempt: one that is over may have been about to send
            sent.instances().computeIfAbsent(instance, i -> new SentNames()).add(new ObjectName(bucket, name));
        }
    }

    @Override
    public void begin(BatchKey batch, Runnable checkpoint) {
        batches.compute(
                Batch.of(batch),
                (b, before) ->
                        new Sent(Optional.of(batch), before == null ? new ConcurrentHashMap<>() : before.instances()));
    }

    private Sent open(BatchKey batch) {
        Sent sent = batches.get(Batch.of(batch));
        if (sent == null || !sent.isOf(batch)) {
            throw new BatchOverException(batch);
        }
        return sent;
    }

    @Override
    public void commit(BatchKey batch) {
        if (!batches.remove(Batch.of(batch), open(batch))) {
            throw new BatchOverException(batch);
        }
    }

    @Override
    public void abandon(BatchKey batch) {
        batches.computeIfPresent(
                Batch.of(batch), (b, sent) -> sent.isOf(batch) ? new Sent(Optional.empty(), sent.instances()) : sent);
    }

    @Override
    public void discard(BatchKey batch, String instance) throws DestinationException {
        takeBack(open(batch).instances(), instance);
    }

    /** Forgets what is gone, and no more: after an error the rest can be tried again. */
    private void takeBack(Map<String, SentNames> instances, String instance) throws DestinationException {
        SentNames names = instances.get(instance);
        if (names != null) {
            names.pages(PAGE, this::delete);
            instances.remove(instance, names);
        }
    }

    @Override
    public void end(long operation) throws DestinationException {
        List<Batch> own = batches.keySet().stream()
                .filter(batch -> batch.operation() == operation)
                .toList();
        for (Batch batch : own) {
            Map<String, SentNames> instances = batches.get(batch).instances();
            for (String instance : List.copyOf(instances.keySet())) {
                takeBack(instances, instance);
            }
            batches.remove(batch);
        }
    }

    @Override
    public Set<Long> unended() {
        return Set.of();
    }

    private void delete(List<ObjectName> names) throws DestinationException {
        try {
            storage.delete(names.stream()
                    .map(name -> BlobId.of(name.bucket(), name.name()))
                    .toList());
        } catch (StorageException e) {
            throw GoogleErrors.of(e, "object " + names.get(0) + " and " + (names.size() - 1) + " more");
        }
    }
}
