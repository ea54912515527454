package org.dicomcaravan.destination.rows;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dicomcaravan.destination.DestinationException;

/**
 * A place for rows that all machines reach: objects in a bucket, below a prefix. Whoever waits for it looks at the
 * {@link org.dicomcaravan.google.Checkpoint} of its thread. Safe for use by many threads.
 */
public interface ShardBucket {

    /** Stores some bytes and what a file has, behind them, as one object: whole and verified, or not at all. */
    void upload(String name, byte[] head, Path file) throws DestinationException;

    /** Stores some bytes in the same way. */
    void upload(String name, byte[] content) throws DestinationException;

    /** Reads an object; the stream throws {@link DestinationException}, too. */
    InputStream read(String name) throws DestinationException;

    /** Names all objects whose names begin in one way, as they come, in no order. */
    void list(String beginning, Consumer<String> name) throws DestinationException;

    /** Names the folders that objects are in: what is before the first slash. */
    void listFolders(Consumer<String> name) throws DestinationException;

    /** Deletes at most a hundred objects; those that are not there any more are no error. */
    void delete(List<String> names) throws DestinationException;

    /** Where it is, {@code gs://bucket/path/}. */
    String uri();
}
