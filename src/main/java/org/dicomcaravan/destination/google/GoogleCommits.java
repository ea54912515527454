package org.dicomcaravan.destination.google;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.EndLimit;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.rpc.RpcCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of batches in Cloud Storage, where each is visible and safe as soon as it is sent. What is about to be
 * sent is written down first ({@link SentObjects}), and each object says what it was sent for ({@link Mark}), so that what
 * an instance left that fails is found and taken back: in this attempt at its batch or a later one, by this process or the
 * next. A batch that is redone keeps what its earlier attempts sent, and what it would send again. Thread-safe.
 */
public final class GoogleCommits implements ObjectCommits, Closeable {
    /** A request that was left without an answer may be done by then, and no later. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(GoogleCommits.class);

    private final Uploads uploads;
    private final EndLimit limit = new EndLimit();
    private final SentObjects sent;
    private final Mark mark;
    private final TakingBack takingBack;
    private final Map<BatchKey.Batch, OpenBatch> batches = new ConcurrentHashMap<>();

    /** An attempt at a batch, and what it is on record with. */
    private record OpenBatch(BatchKey key, Runnable checkpoint, Set<Noted> noted) {}

    /** Names that are on record as an instance's. */
    private record Noted(String instance, SentNames names) {}

    private GoogleCommits(Uploads uploads, SentObjects sent) {
        this.uploads = uploads;
        this.sent = sent;
        this.mark = new Mark(sent.server());
        this.takingBack = new TakingBack(uploads, mark, limit::goesOn);
    }

    /**
     * Opens the record of one Cloud Storage.
     *
     * @param record where it is: that of one server, or of all that share work; closed with this
     */
    public static GoogleCommits open(GoogleStorage storage, SentRecord record) throws DestinationException {
        return open(storage, record, LONGEST_WAY);
    }

    static GoogleCommits open(GoogleStorage storage, SentRecord record, Duration longestWay)
            throws DestinationException {
        return new GoogleCommits(storage.uploads(), SentObjects.open(record, longestWay.toMillis()));
    }

    /** A name that the servers of one record have in common, and no others. */
    public String installation() {
        return sent.server();
    }

    /**
     * Sends an object of an instance.
     *
     * @throws BatchOverException if the attempt at the batch is over
     * @throws DestinationException if Cloud Storage can't take it; an error of the body goes through as it is
     */
    ObjectAttributes send(BatchKey batch, String instance, NewObject object) throws IOException {
        return during(batch, open -> {
            Noted noted = new Noted(instance, SentNames.of(object.name()));
            if (!open.noted().contains(noted)) {
                sent.add(batch, instance, noted.names());
                open.noted().add(noted);
            }
            return upload(batch, instance, object);
        });
    }

    private ObjectAttributes upload(BatchKey batch, String instance, NewObject object) throws IOException {
        String own = mark.of(batch, instance);
        try {
            return uploads.upload(new NewObject(
                    object.name(),
                    object.info().toBuilder().setMetadata(Map.of(Mark.KEY, own)).build(),
                    object.body(),
                    found -> found.equals(own) || !mark.isOf(found, sent::has))); // that one may be taken back
        } catch (IOException | RuntimeException e) {
            sent.arrives(batch, instance); // nobody knows what becomes of a request that was left
            throw e;
        }
    }

    /** Sends an object that belongs to no batch. */
    ObjectAttributes send(NewObject object) throws IOException {
        return uploads.upload(object);
    }

    private interface Work<T> {
        T on(OpenBatch open) throws IOException;
    }

    /** Does something for an attempt as long as it is wanted. */
    private <T> T during(BatchKey batch, Work<T> work) throws IOException {
        OpenBatch open = open(batch);
        return Checkpoint.during(
                () -> {
                    open(batch);
                    open.checkpoint().run();
                },
                () -> work.on(open));
    }

    private OpenBatch open(BatchKey batch) {
        OpenBatch open = batches.get(batch.batch());
        if (open == null || !open.key().equals(batch)) {
            throw new BatchOverException(batch);
        }
        return open;
    }

    @Override
    public void begin(BatchKey batch, Runnable checkpoint) throws DestinationException {
        if (batch.attempt() > 1) {
            sent.reopen(batch); // committed, perhaps, but not counted
        }
        batches.put(batch.batch(), new OpenBatch(batch, checkpoint, ConcurrentHashMap.newKeySet()));
    }

    @Override
    public void commit(BatchKey batch) throws DestinationException {
        destination(() -> during(batch, open -> {
            for (SentObjects.Line line : sent.before(batch)) { // this attempt has other names for it
                takeBack(line);
            }
            return null;
        }));
        sent.commit(batch);
        batches.remove(batch.batch(), open(batch));
    }

    @Override
    public void settle(BatchKey batch) throws DestinationException {
        sent.settle(batch);
    }

    @Override
    public void discard(BatchKey batch, String instance) throws DestinationException {
        destination(() -> during(batch, open -> {
            sent.fails(batch, instance);
            for (SentObjects.Line line : sent.of(batch, instance)) {
                takeBack(line);
                open.noted().remove(new Noted(instance, line.names()));
            }
            return null;
        }));
    }

    private void takeBack(SentObjects.Line line) throws DestinationException {
        takingBack.of(line);
        sent.remove(line);
    }

    @Override
    public void abandon(BatchKey batch) {
        batches.computeIfPresent(batch.batch(), (b, open) -> open.key().equals(batch) ? null : open);
        try {
            sent.over(batch);
        } catch (DestinationException e) {
            LOG.debug("What batch {} sent is taken for what may still arrive", batch, e);
        }
    }

    @Override
    public void end(long operation) throws DestinationException {
        batches.keySet().removeIf(batch -> batch.operation() == operation);
        String late =
                "Cloud Storage did not take back in time what instances that are not whole had sent; this is tried"
                        + " again later";
        limit.during(late, () -> {
            takeBack(sent.vain(operation));
            return null;
        });
    }

    /** All that can be, whatever becomes of one of them. */
    private void takeBack(List<SentObjects.Line> lines) throws DestinationException {
        DestinationException first = null;
        for (SentObjects.Line line : lines) {
            try {
                takeBack(line);
            } catch (DestinationException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static void destination(Checkpoint.Work<?, IOException> work) throws DestinationException {
        try {
            work.run();
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw new DestinationException(RpcCode.INTERNAL, false, e.getMessage(), e);
        }
    }

    @Override
    public Set<Long> unended() {
        return sent.operations();
    }

    @Override
    public void close() {
        sent.close();
    }
}
