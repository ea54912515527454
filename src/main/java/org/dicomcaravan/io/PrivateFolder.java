package org.dicomcaravan.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder for its owner alone, whatever the umask. */
public final class PrivateFolder {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /**
     * Makes one, and the folders above it, which are not private.
     *
     * @throws IOException if it can't be made, or a file is in its place
     */
    public static void make(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        boolean posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) {
            Files.createDirectories(absolute);
            return;
        }
        Files.createDirectories(absolute.getParent());
        try {
            Files.createDirectory(absolute, PosixFilePermissions.asFileAttribute(OWNER));
            Files.setPosixFilePermissions(absolute, OWNER);
        } catch (FileAlreadyExistsException e) {
            Files.createDirectories(absolute); // somebody else was quicker, or a file is in its place
        }
    }
}
