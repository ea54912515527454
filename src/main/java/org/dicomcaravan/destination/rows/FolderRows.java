package org.dicomcaravan.destination.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.destination.BatchKey;

/**
 * Committed rows in the folder of the one machine that makes all of them, a file a batch. Thread-safe.
 *
 * @param files has what is under way as well
 */
record FolderRows(ShardFolder files) implements CommittedRows {

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void begin(BatchKey batch) throws IOException {
        files.remove(batch.operation(), name(batch));
    }

    private static String name(BatchKey batch) {
        return Long.toString(batch.number());
    }

    @Override
    public void publish(BatchKey batch, Optional<ShardWriter> written, boolean expected) throws IOException {
        if (written.isPresent()) {
            ShardWriter writer = written.get();
            writer.force();
            writer.close();
            files.publish(writer.file(), batch.operation(), name(batch), Needs.of(writer));
        }
    }

    @Override
    public List<Shard> of(long operation) throws IOException {
        List<String> names = new ArrayList<>(files.names(operation));
        names.sort(Comparator.comparingLong(Long::parseLong));
        List<Shard> shards = new ArrayList<>();
        for (String name : names) {
            shards.add(files.shard(operation, name));
        }
        return shards;
    }

    /** What can't go does so at the next start. */
    @Override
    public void end(long operation) {
        files.remove(operation);
    }

    @Override
    public Set<Long> operations() {
        return files.operations();
    }
}
