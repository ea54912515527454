package org.dicomcaravan.destination.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.folder.FolderErrors;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.InstanceRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of batches, in a folder an operation and a file a batch. A batch is there as a whole once it is committed:
 * its columns are safe on disk before its rows appear. Thread-safe.
 */
public final class RowShards implements ObjectCommits, Closeable {
    private static final String ROWS = ".ndjson";
    private static final String NEEDS = ".needs.json";
    private static final Pattern OPERATION = Pattern.compile("\\d{1,18}|[1-8]\\d{18}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(RowShards.class);

    private final Path root;
    private final Map<BatchKey, Attempt> attempts = new ConcurrentHashMap<>();

    /** An attempt at a batch, with a writer once there is a row. */
    private static final class Attempt {
        ShardWriter writer;
        boolean over;
    }

    /** What is known of a batch without its rows. */
    private record Needs(long rows, List<Column> columns) {}

    private RowShards(Path root) {
        this.root = root;
    }

    /** Keeps rows in a folder, which is made if it is not there. */
    public static RowShards open(Path root) throws IOException {
        return new RowShards(Files.createDirectories(root));
    }

    @Override
    public void begin(BatchKey batch, Runnable checkpoint) throws DestinationException {
        attempts.keySet().stream().filter(key -> isSameBatch(key, batch)).forEach(this::abandon);
        attempts.put(batch, new Attempt());
        try {
            Files.deleteIfExists(file(batch, ROWS));
            Files.deleteIfExists(file(batch, NEEDS));
        } catch (IOException e) {
            throw error(e, batch);
        }
    }

    private static boolean isSameBatch(BatchKey one, BatchKey other) {
        return one.operation() == other.operation() && one.number() == other.number();
    }

    /**
     * Adds the row of an instance to its batch.
     *
     * @return the bytes that it has
     * @throws BatchOverException if the attempt is over
     */
    public long add(BatchKey batch, String instance, InstanceRow row) throws DestinationException {
        Attempt attempt = attempt(batch);
        synchronized (attempt) {
            requireOpen(attempt, batch);
            try {
                if (attempt.writer == null) {
                    Files.createDirectories(folder(batch.operation()));
                    attempt.writer = new ShardWriter(part(batch));
                }
                return attempt.writer.add(instance, row);
            } catch (IOException e) {
                throw error(e, batch);
            }
        }
    }

    @Override
    public void discard(BatchKey batch, String instance) throws DestinationException {
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

    @Override
    public void commit(BatchKey batch) throws DestinationException {
        Attempt attempt = attempt(batch);
        synchronized (attempt) {
            requireOpen(attempt, batch);
            try {
                if (attempt.writer != null) {
                    publish(attempt.writer, batch);
                }
            } catch (IOException e) {
                throw error(e, batch);
            }
            attempt.over = true;
        }
        attempts.remove(batch, attempt);
    }

    private void publish(ShardWriter writer, BatchKey batch) throws IOException {
        writer.force();
        writer.close();
        Path needs = file(batch, NEEDS);
        try (FileChannel channel = FileChannel.open(
                needs, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(new Needs(writer.rows(), writer.columns())));
            while (bytes.hasRemaining()) {
                channel.write(bytes); // a disk that is nearly full takes a part, and says so at the next call
            }
            channel.force(true);
        }
        Files.move(writer.file(), file(batch, ROWS), StandardCopyOption.ATOMIC_MOVE);
        force(folder(batch.operation()));
        force(root);
    }

    /** Makes the names in a folder safe on disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void abandon(BatchKey batch) {
        Attempt attempt = attempts.remove(batch);
        if (attempt == null) {
            return;
        }
        synchronized (attempt) {
            attempt.over = true;
            try {
                if (attempt.writer != null) {
                    attempt.writer.close();
                    Files.deleteIfExists(part(batch));
                }
            } catch (IOException e) {
                LOG.warn("Rows of batch {} that was given up stay until its operation ends: {}", batch, e.getMessage());
            }
        }
    }

    /** What was committed goes as well: whoever wants the rows has them by then. What can't go does so at the next start. */
    @Override
    public void end(long operation) {
        attempts.keySet().stream().filter(key -> key.operation() == operation).forEach(this::abandon);
        Path folder = folder(operation);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException e) {
            return; // it had no rows
        } catch (IOException e) {
            LOG.warn("The rows of operation {} are removed at the next start: {}", operation, e.toString());
        }
    }

    @Override
    public Set<Long> unended() {
        Set<Long> operations = new TreeSet<>();
        try (Stream<Path> folders = Files.list(root)) {
            folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> OPERATION.matcher(name).matches())
                    .forEach(name -> operations.add(Long.parseLong(name)));
        } catch (IOException e) {
            LOG.warn("What earlier operations left of rows can't be listed: {}", e.toString());
        }
        return operations;
    }

    /** The committed batches of an operation, in order. */
    public List<Shard> of(long operation) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(operation), "*" + ROWS)) {
            found.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        files.sort(Comparator.comparingLong(RowShards::number));
        List<Shard> shards = new ArrayList<>();
        for (Path file : files) {
            Needs needs =
                    JSON.readValue(file.resolveSibling(number(file) + NEEDS).toFile(), Needs.class);
            shards.add(new Shard(file, needs.rows(), needs.columns()));
        }
        return shards;
    }

    /** A file of this name for what is made of the rows of an operation; it is gone with them. */
    public Path beside(long operation, String name) throws IOException {
        return Files.createDirectories(folder(operation)).resolve(name);
    }

    private static long number(Path rows) {
        String name = rows.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ROWS.length()));
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

    private DestinationException error(IOException e, BatchKey batch) {
        return FolderErrors.of(e, "the rows of batch " + batch.number(), root);
    }

    private Path folder(long operation) {
        return root.resolve(Long.toString(operation));
    }

    private Path file(BatchKey batch, String ending) {
        return folder(batch.operation()).resolve(batch.number() + ending);
    }

    private Path part(BatchKey batch) {
        return folder(batch.operation()).resolve(batch.number() + "-" + batch.attempt() + ".part");
    }

    /** Gives up all attempts. */
    @Override
    public void close() {
        attempts.keySet().forEach(this::abandon);
    }
}
