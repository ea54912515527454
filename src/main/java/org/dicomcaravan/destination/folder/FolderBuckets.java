package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.dicomcaravan.destination.BucketName;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectStore;

/**
 * The embedded buckets: {@code gs://b/o} is the file {@code buckets/b/o} of the data folder. A bucket's folder holds
 * its objects and nothing else; checksums and media types are in {@code objects.db} beside {@code buckets}. A bucket's
 * own folder may be a symbolic link; symbolic links in it are never followed.
 */
public final class FolderBuckets implements ObjectStore, Closeable {
    private final Path data;
    private final Path root;
    private final ObjectRecords records;
    private final ReadWriteLock folders = new ReentrantReadWriteLock();

    private FolderBuckets(Path data, Path root, ObjectRecords records) {
        this.data = data;
        this.root = root;
        this.records = records;
    }

    /** The folder in a data folder that has a folder per bucket. */
    public static Path root(Path data) {
        return data.resolve("buckets");
    }

    /** Opens the buckets of a data folder, which is made if need be. */
    public static FolderBuckets open(Path data) throws DestinationException {
        Path root = root(data);
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw FolderErrors.of(e, "folder " + root);
        }
        return new FolderBuckets(data, root, ObjectRecords.open(data.resolve("objects.db")));
    }

    /** The data folder. */
    Path data() {
        return data;
    }

    /** The folder that has a folder per bucket. */
    Path root() {
        return root;
    }

    /** To be read-locked while folders have to stay, write-locked to delete some. */
    ReadWriteLock folders() {
        return folders;
    }

    ObjectRecords records() {
        return records;
    }

    @Override
    public boolean bucketExists(String bucket) {
        try {
            return Files.isDirectory(root.resolve(BucketName.check(bucket)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public InputStream read(ObjectName object) throws DestinationException {
        Path file = existing(object).orElseThrow(() -> FolderErrors.noObject(object));
        try {
            return Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            throw FolderErrors.noObject(object);
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object);
        }
    }

    /**
     * Deletes the file of an object and the folders that it leaves empty, but not its record; adds the folder that lost
     * an entry to {@code touched}.
     */
    boolean remove(ObjectName object, Set<Path> touched) throws DestinationException {
        Optional<Path> file = existing(object);
        if (file.isEmpty()) {
            return false;
        }
        Path bucket = folder(object.bucket());
        Path parent = file.get().getParent();
        folders.writeLock().lock();
        try {
            boolean deleted = Files.deleteIfExists(file.get());
            while (!parent.equals(bucket)) {
                Files.delete(parent);
                parent = parent.getParent();
            }
            touched.add(parent);
            return deleted;
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            touched.add(parent); // it has other objects, or another thread emptied it at the same time
            return true;
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object);
        } finally {
            folders.writeLock().unlock();
        }
    }

    /** The folder of a bucket. */
    Path folder(String bucket) throws DestinationException {
        Path folder = root.resolve(bucket);
        if (!Files.isDirectory(folder)) {
            throw FolderErrors.noBucket(bucket);
        }
        return folder;
    }

    /** The file of an object, if there is one; no symbolic link is followed on the way. */
    private Optional<Path> existing(ObjectName object) throws DestinationException {
        Path path = folder(object.bucket());
        List<String> segments = ObjectFile.segments(object);
        for (int i = 0; i < segments.size(); i++) {
            path = path.resolve(segments.get(i));
            if (Files.isSymbolicLink(path)) {
                throw FolderErrors.symbolicLink(object, segments.get(i));
            }
            boolean last = i == segments.size() - 1;
            if (last ? !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) : !Files.isDirectory(path)) {
                return Optional.empty();
            }
        }
        return Optional.of(path);
    }

    @Override
    public void close() {
        records.close();
    }
}
