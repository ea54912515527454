package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.io.FolderIdentity;

/**
 * A store that is a folder: every regular file below it, at any depth, whatever its name. Hidden files and folders
 * (the name starts with a dot) are left out, and symbolic links are not followed; only the folder itself may be one.
 *
 * <p>Immutable and thread-safe. Nothing is ever written to the folder.
 */
public final class DirectoryStore implements DicomStore {

    private final Path root;
    private final boolean isBucket;

    /** A store over {@code root}, which need not exist before something is asked of it. */
    public DirectoryStore(Path root) {
        this(root, false);
    }

    private DirectoryStore(Path root, boolean isBucket) {
        this.root = root.toAbsolutePath().normalize();
        this.isBucket = isBucket;
    }

    /** The same, where the folder stands for a bucket, or for what lies in one below a prefix. */
    public static DirectoryStore ofBucket(Path root) {
        return new DirectoryStore(root, true);
    }

    @Override
    public String remedy() {
        return isBucket ? BucketStore.REMEDY : DicomStore.super.remedy();
    }

    @Override
    public String source() throws StoreAwayException {
        try {
            return root.toRealPath().toString();
        } catch (IOException e) {
            throw away(e);
        }
    }

    @Override
    public Optional<String> identity() throws StoreAwayException {
        try {
            return FolderIdentity.of(root);
        } catch (IOException e) {
            throw away(e);
        }
    }

    @Override
    public boolean isEmpty() throws StoreAwayException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root, file -> !isHidden(file))) {
            return !files.iterator().hasNext();
        } catch (IOException e) {
            throw away(e);
        }
    }

    /** Whether listings leave it out. */
    static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** What can't be done with its folder, or with one that it needs. */
    static StoreAwayException away(IOException e) {
        if (e instanceof NoSuchFileException) {
            return new StoreAwayException("no folder lies in its place");
        }
        return new StoreAwayException("its folder can't be reached: " + FileProblem.of(e));
    }

    @Override
    public Listing list(Optional<String> after) throws IOException {
        return new DirectoryListing(this, root, after);
    }

    /** Where it lies, for those who run the server. */
    @Override
    public String toString() {
        return root.toString();
    }

    @Override
    public StoredInstance open(String path) throws IOException {
        try {
            return openFile(path);
        } catch (IOException e) {
            requireHeld();
            throw e;
        }
    }

    private StoredInstance openFile(String path) throws IOException {
        Path file = root;
        FileState state = null;
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.startsWith(".")) {
                throw new NoSuchFileException(path, null, "not a path of this store");
            }
            file = file.resolve(name);
            state = FileState.of(file);
            if (state.kind() == FileState.Kind.LINK) {
                throw new NoSuchFileException(path, null, "symbolic links are not followed");
            }
        }
        if (state.kind() != FileState.Kind.FILE) {
            throw new NoSuchFileException(path, null, "not a file of this store any more");
        }
        return FileInstance.open(this, file, state);
    }

    /**
     * To be asked where something that was there can't be found: a folder that something is to be mounted on is empty.
     *
     * @throws StoreAwayException if the whole store is away
     */
    void requireHeld() throws StoreAwayException {
        if (isEmpty()) {
            throw new StoreAwayException("its folder is empty, which it was not before");
        }
    }
}
