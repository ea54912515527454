package org.dicomcaravan.destination.rows;

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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.OwnFaultException;
import org.dicomcaravan.destination.folder.FolderErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of rows, in a folder an operation. The columns of one are safe on disk before its rows appear, so it is there as a
 * whole. Thread-safe for different files.
 *
 * @param root of all operations
 */
record ShardFolder(Path root) {
    private static final String ROWS = ".ndjson";
    private static final String NEEDS = ".needs.json";
    private static final Pattern OPERATION = Pattern.compile("\\d{1,18}|[1-8]\\d{18}");
    private static final Logger LOG = LoggerFactory.getLogger(ShardFolder.class);

    /** Makes the folder if it is not there. */
    static ShardFolder open(Path root) throws IOException {
        return new ShardFolder(Files.createDirectories(root));
    }

    /** Whether a text is the number of an operation. */
    static boolean isOperation(String text) {
        return OPERATION.matcher(text).matches();
    }

    /** The folder of an operation, which is made if it is not there. */
    Path made(long operation) throws IOException {
        return Files.createDirectories(folder(operation));
    }

    private Path folder(long operation) {
        return root.resolve(Long.toString(operation));
    }

    /** Gives a file of the operation's folder, written as a whole, its name. */
    void publish(Path written, long operation, String name, Needs needs) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file(operation, name, NEEDS),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(needs.toJson());
            while (bytes.hasRemaining()) {
                channel.write(bytes); // a disk that is nearly full takes a part, and says so at the next call
            }
            channel.force(true);
        }
        Files.move(written, file(operation, name, ROWS), StandardCopyOption.ATOMIC_MOVE);
        force(folder(operation));
        force(root);
    }

    /** Makes the names in a folder safe on disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The names of the files that are there. */
    List<String> names(long operation) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(operation), "*" + ROWS)) {
            for (Path file : found) {
                String name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - ROWS.length()));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return names;
    }

    /** Whether a file is there. */
    boolean has(long operation, String name) {
        return Files.exists(file(operation, name, ROWS));
    }

    /** A file that is there. */
    Shard shard(long operation, String name) throws IOException {
        Needs needs = Needs.fromJson(Files.readAllBytes(file(operation, name, NEEDS)));
        return new Shard(file(operation, name, ROWS), needs.rows(), needs.columns());
    }

    /** Removes a file, if it is there. */
    void remove(long operation, String name) throws IOException {
        Files.deleteIfExists(file(operation, name, ROWS));
        Files.deleteIfExists(file(operation, name, NEEDS));
    }

    /** Removes all of an operation; what can't go does so at the next start. */
    void remove(long operation) {
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

    /** The operations of which something is there. */
    Set<Long> operations() {
        Set<Long> operations = new TreeSet<>();
        try (Stream<Path> folders = Files.list(root)) {
            folders.map(folder -> folder.getFileName().toString())
                    .filter(ShardFolder::isOperation)
                    .forEach(name -> operations.add(Long.parseLong(name)));
        } catch (IOException e) {
            LOG.warn("What earlier operations left of rows can't be listed: {}", e.toString());
        }
        return operations;
    }

    /** What went wrong with a file here, as an error of the destination. */
    DestinationException error(IOException e, String what) {
        return e instanceof DestinationException already
                ? already
                : new OwnFaultException(FolderErrors.of(e, what, root));
    }

    private Path file(long operation, String name, String ending) {
        return folder(operation).resolve(name + ending);
    }
}
