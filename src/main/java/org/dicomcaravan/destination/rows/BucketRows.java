package org.dicomcaravan.destination.rows;

import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.EndLimit;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.google.GoogleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Committed rows of many machines: brought from the folder of the machine that made them to a bucket, an object a batch, and
 * from there to the folder of the machine that makes a table of all. What an attempt commits has a name of its own, and
 * {@link ShardName#last} says which one counts. Thread-safe.
 */
final class BucketRows implements CommittedRows {
    /** So many objects are deleted by one request. */
    private static final int TOGETHER = 100;

    private static final String LATE = "Cloud Storage did not go on for " + EndLimit.LONGEST.toSeconds() + " seconds";

    private static final Logger LOG = LoggerFactory.getLogger(BucketRows.class);

    private final ShardFolder files;
    private final ShardBucket bucket;
    private final FetchedShards fetched;

    /** Brings rows from this machine's folder to a bucket, and back. */
    BucketRows(ShardFolder files, ShardBucket bucket) {
        this.files = files;
        this.bucket = bucket;
        this.fetched = new FetchedShards(files, bucket);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** What an earlier attempt made visible stays, and counts no longer once this one is committed. */
    @Override
    public void begin(BatchKey batch) {}

    @Override
    public void publish(BatchKey batch, Optional<ShardWriter> written, boolean expected) throws IOException {
        try {
            upload(batch, written, expected);
        } catch (DestinationException e) {
            throw told(e, "the rows of batch " + batch.number());
        }
        if (written.isPresent()) {
            written.get().close();
            Files.deleteIfExists(written.get().file());
        }
    }

    /** The first attempt has no other before it, so none has to be told from its rows where it has none. */
    private void upload(BatchKey batch, Optional<ShardWriter> written, boolean expected) throws IOException {
        if (written.isPresent() && written.get().rows() > 0) {
            ShardWriter writer = written.get();
            writer.close();
            Checkpoint.pass();
            bucket.upload(new ShardName(batch, false).toString(), FetchedShards.head(Needs.of(writer)), writer.file());
        } else if (expected && batch.attempt() > 1) {
            Checkpoint.pass();
            bucket.upload(new ShardName(batch, true).toString(), new byte[0]);
        }
    }

    @Override
    public List<Shard> of(long operation) throws IOException {
        String what = "the rows of operation " + operation;
        try {
            return fetched.of(operation);
        } catch (DestinationException e) {
            throw told(e, what);
        } catch (IOException e) {
            throw files.error(e, what);
        }
    }

    /** Names the place and the setting, for who asked for a table knows neither; what may come back is waited for. */
    private DestinationException told(DestinationException e, String what) {
        String sentence = what + ", which are to be under " + bucket.uri() + " (caravan.rows): " + e.getMessage();
        return e.getCause() instanceof GoogleException google && google.isPassing()
                ? new DestinationAwayException(sentence, e)
                : new DestinationException(e.code(), false, sentence, e);
    }

    @Override
    public void end(long operation) {
        files.remove(operation);
        EndLimit limit = new EndLimit();
        try {
            limit.during(LATE, () -> {
                for (List<String> some : Lists.partition(listed(operation, limit::goesOn), TOGETHER)) {
                    bucket.delete(some);
                    limit.goesOn();
                }
                return null;
            });
        } catch (DestinationException e) {
            LOG.warn("The rows of operation {} in {} are removed later: {}", operation, bucket.uri(), e.getMessage());
        }
    }

    private List<String> listed(long operation, Runnable goesOn) throws DestinationException {
        List<String> names = new ArrayList<>();
        bucket.list(ShardName.beginning(operation), name -> {
            goesOn.run();
            ShardName.parse(name).ifPresent(own -> names.add(name));
        });
        return names;
    }

    @Override
    public Set<Long> operations() {
        Set<Long> operations = files.operations();
        EndLimit limit = new EndLimit();
        try {
            limit.during(LATE, () -> {
                bucket.listFolders(name -> {
                    limit.goesOn();
                    if (ShardFolder.isOperation(name)) {
                        operations.add(Long.parseLong(name));
                    }
                });
                return null;
            });
        } catch (DestinationException e) {
            LOG.warn("What operations left of rows in {} can't be listed: {}", bucket.uri(), e.getMessage());
        }
        return operations;
    }
}
