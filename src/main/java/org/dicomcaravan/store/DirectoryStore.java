package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.dicomcaravan.dicom.ByteSource;

/**
 * A store that is a folder: every regular file below it, at any depth, whatever its name. Hidden files and folders
 * (the name starts with a dot) are left out, and symbolic links are not followed; only the folder itself may be one.
 *
 * <p>Immutable and thread-safe. Nothing is ever written to the folder.
 */
public final class DirectoryStore implements DicomStore {

    private final Path root;

    /** A store over {@code root}, which need not exist before something is listed. */
    public DirectoryStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Listing list(Optional<String> after) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(
                    root.toString(), null, "the store's folder is not there; make it, or" + " configure another");
        }
        return new DirectoryListing(root, after);
    }

    @Override
    public ByteSource open(String path) throws IOException {
        Path file = root;
        BasicFileAttributes last = null;
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.startsWith(".")) {
                throw new NoSuchFileException(path, null, "not a path of this store");
            }
            file = file.resolve(name);
            last = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (last.isSymbolicLink()) {
                throw new NoSuchFileException(path, null, "symbolic links are not followed");
            }
        }
        if (!last.isRegularFile()) {
            throw new NoSuchFileException(path, null, "not a file of this store any more");
        }
        return ByteSource.of(file);
    }
}
