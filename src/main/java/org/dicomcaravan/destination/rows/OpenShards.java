package org.dicomcaravan.destination.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.table.InstanceRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts at batches that are under way, whose rows are written each into a file of its own. Thread-safe. */
final class OpenShards {
    private static final Logger LOG = LoggerFactory.getLogger(OpenShards.class);

    private final ShardFolder files;
    private final Map<BatchKey, Attempt> attempts = new ConcurrentHashMap<>();

    /** An attempt at a batch, with a writer once there is a row. */
    private static final class Attempt {
        private final Runnable checkpoint;
        private ShardWriter writer;
        private volatile boolean expected;
        private volatile boolean over;

        Attempt(Runnable checkpoint) {
            this.checkpoint = checkpoint;
        }
    }

    /** Makes the rows of a batch visible. */
    @FunctionalInterface
    interface Publishing {
        /**
         * Does it, for a thread that looks at the attempt's {@link Checkpoint}.
         *
         * @param writer of the rows; empty if no instance had one
         * @param expected whether there were to be rows
         */
        void publish(Optional<ShardWriter> writer, boolean expected) throws IOException;
    }

    OpenShards(ShardFolder files) {
        this.files = files;
    }

    /** Begins an attempt, and ends any other at the same batch. */
    void begin(BatchKey batch, Runnable checkpoint) {
        attempts.keySet().stream().filter(key -> key.batch().equals(batch.batch())).forEach(this::abandon);
        attempts.put(batch, new Attempt(checkpoint));
    }

    void expect(BatchKey batch) {
        attempt(batch).expected = true;
    }

    long add(BatchKey batch, String instance, InstanceRow row) throws DestinationException {
        Attempt attempt = attempt(batch);
        synchronized (attempt) {
            requireOpen(attempt, batch);
            try {
                if (attempt.writer == null) {
                    attempt.writer = new ShardWriter(part(batch));
                }
                return attempt.writer.add(instance, row);
            } catch (IOException e) {
                throw error(e, batch);
            }
        }
    }

    private Path part(BatchKey batch) throws IOException {
        return files.made(batch.operation()).resolve(batch.number() + "-" + batch.attempt() + ".part");
    }

    void discard(BatchKey batch, String instance) throws DestinationException {
        Attempt attempt = attempt(batch);
        synchronized (attempt) {
            requireOpen(attempt, batch);
            try {
                if (attempt.writer != null) {
                    attempt.writer.discard(instance);
                }
            } catch (IOException e) {
                throw error(e, batch);
            }
        }
    }

    /** Makes the rows of an attempt visible, after which it is over; it is not if that fails. */
    void commit(BatchKey batch, Publishing publishing) throws DestinationException {
        Attempt attempt = attempt(batch);
        synchronized (attempt) {
            requireOpen(attempt, batch);
            try {
                Checkpoint.during(
                        () -> {
                            requireOpen(attempt, batch);
                            attempt.checkpoint.run();
                        },
                        () -> {
                            publishing.publish(Optional.ofNullable(attempt.writer), attempt.expected);
                            return null;
                        });
            } catch (IOException e) {
                throw error(e, batch);
            }
            attempt.over = true;
        }
        attempts.remove(batch, attempt);
    }

    /** Ends an attempt, if it is not over; one that is being made visible ends there. */
    void abandon(BatchKey batch) {
        Attempt attempt = attempts.remove(batch);
        if (attempt == null) {
            return;
        }
        attempt.over = true;
        synchronized (attempt) {
            try {
                if (attempt.writer != null) {
                    attempt.writer.close();
                    Files.deleteIfExists(attempt.writer.file());
                }
            } catch (IOException e) {
                LOG.warn("Rows of batch {} that was given up stay until its operation ends: {}", batch, e.getMessage());
            }
        }
    }

    /** Ends all attempts of an operation. */
    void end(long operation) {
        attempts.keySet().stream().filter(key -> key.operation() == operation).forEach(this::abandon);
    }

    /** Ends all attempts. */
    void close() {
        attempts.keySet().forEach(this::abandon);
    }

    private Attempt attempt(BatchKey batch) {
        Attempt attempt = attempts.get(batch);
        if (attempt == null) {
            throw new BatchOverException(batch);
        }
        return attempt;
    }

    private static void requireOpen(Attempt attempt, BatchKey batch) {
        if (attempt.over) {
            throw new BatchOverException(batch);
        }
    }

    /** What went wrong with the rows of a batch. */
    DestinationException error(IOException e, BatchKey batch) {
        return files.error(e, "the rows of batch " + batch.number());
    }
}
