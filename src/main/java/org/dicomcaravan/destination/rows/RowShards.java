package org.dicomcaravan.destination.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.table.InstanceRow;

/** The rows of batches in a folder of the one machine that makes all of them, a file a batch. Thread-safe. */
public final class RowShards implements BatchRows {
    private final ShardFolder files;
    private final OpenShards open;

    private RowShards(ShardFolder files) {
        this.files = files;
        this.open = new OpenShards(files);
    }

    /** Keeps rows in a folder, which is made if it is not there. */
    public static RowShards open(Path root) throws IOException {
        return new RowShards(ShardFolder.open(root));
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void begin(BatchKey batch, Runnable checkpoint) throws DestinationException {
        open.begin(batch, checkpoint);
        try {
            files.remove(batch.operation(), name(batch));
        } catch (IOException e) {
            throw open.error(e, batch);
        }
    }

    private static String name(BatchKey batch) {
        return Long.toString(batch.number());
    }

    @Override
    public void expect(BatchKey batch) {
        open.expect(batch);
    }

    @Override
    public long add(BatchKey batch, String instance, InstanceRow row) throws DestinationException {
        return open.add(batch, instance, row);
    }

    @Override
    public void discard(BatchKey batch, String instance) throws DestinationException {
        open.discard(batch, instance);
    }

    @Override
    public void commit(BatchKey batch) throws DestinationException {
        open.commit(batch, (written, expected) -> {
            if (written.isPresent()) {
                ShardWriter writer = written.get();
                writer.force();
                writer.close();
                files.publish(writer.file(), batch.operation(), name(batch), Needs.of(writer));
            }
        });
    }

    @Override
    public void abandon(BatchKey batch) {
        open.abandon(batch);
    }

    /** What was committed goes as well: whoever wants the rows has them by then. What can't go does so at the next start. */
    @Override
    public void end(long operation) {
        open.end(operation);
        files.remove(operation);
    }

    @Override
    public Set<Long> unended() {
        return files.operations();
    }

    @Override
    public List<Shard> of(long operation, Runnable checkpoint) throws IOException {
        List<String> names = new ArrayList<>(files.names(operation));
        names.sort(Comparator.comparingLong(Long::parseLong));
        List<Shard> shards = new ArrayList<>();
        for (String name : names) {
            shards.add(files.shard(operation, name));
        }
        return shards;
    }

    @Override
    public Path beside(long operation, String name) throws IOException {
        return files.made(operation).resolve(name);
    }

    @Override
    public void close() {
        open.close();
    }
}
