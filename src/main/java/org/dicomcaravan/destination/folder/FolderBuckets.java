package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.dicomcaravan.destination.BucketName;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.io.FolderIdentity;
import org.dicomcaravan.text.Quoted;

/**
 * The embedded buckets: {@code gs://b/o} is the file {@code buckets/b/o} of the data folder. A bucket's folder holds
 * its objects and nothing else; what has to be known of objects for a while is in {@code objects.db} beside
 * {@code buckets}. A bucket's own folder may be a symbolic link; symbolic links in it are never followed.
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

    /**
     * Tries whether what has to be known of objects can be recorded.
     *
     * @throws DestinationException if it can't: the disk is full, fails or stands still
     */
    public void probe() throws DestinationException {
        records.probe();
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
    public String remedy(String bucket) {
        return FolderErrors.remedy(bucket);
    }

    @Override
    public Optional<String> bucketIdentity(String bucket) {
        try {
            return bucketExists(bucket) ? FolderIdentity.of(root.resolve(bucket)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // gone at this moment
        }
    }

    @Override
    public Optional<String> place(ObjectPrefix prefix) throws DestinationException {
        try {
            Path bucket = root.toAbsolutePath().normalize().resolve(prefix.bucket());
            return Optional.of(real(bucket.resolve(prefix.path())).toString());
        } catch (IOException e) {
            throw FolderErrors.of(e, "bucket " + Quoted.of(prefix.bucket()));
        }
    }

    /** Without symbolic links, as far as it is there. */
    private static Path real(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : real(path.getParent()).resolve(path.getFileName());
    }

    @Override
    public InputStream read(ObjectName object) throws DestinationException {
        Optional<Path> file = existing(object);
        if (file.isEmpty()) {
            throw missing(object);
        }
        try {
            return Channels.newInputStream(
                    FileChannel.open(file.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            throw FolderErrors.noObject(object);
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object);
        }
    }

    /** Whether a bucket's folder is a link, be it to nowhere. */
    boolean isLink(String bucket) {
        return Files.isSymbolicLink(root.resolve(bucket));
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
    Optional<Path> existing(ObjectName object) throws DestinationException {
        Path path = root.resolve(object.bucket());
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        List<String> segments = ObjectFile.segments(object);
        for (String segment : segments.subList(0, segments.size() - 1)) {
            path = path.resolve(segment);
            if (!Folders.isFolder(path)) {
                return Optional.empty();
            }
        }
        path = path.resolve(segments.get(segments.size() - 1));
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Optional.of(path) : Optional.empty();
    }

    /** Why there is no such object. */
    private DestinationException missing(ObjectName object) throws DestinationException {
        Path path = folder(object.bucket());
        for (String segment : ObjectFile.segments(object)) {
            path = path.resolve(segment);
            if (Folders.isLink(path)) {
                return FolderErrors.symbolicLink(object, segment);
            }
        }
        return FolderErrors.noObject(object);
    }

    @Override
    public void close() {
        records.close();
    }
}
