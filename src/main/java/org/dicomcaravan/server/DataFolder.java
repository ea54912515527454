package org.dicomcaravan.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.dicomcaravan.io.FileProblem;

/** The folder of all that a server keeps. */
public final class DataFolder {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private DataFolder() {}

    /**
     * Makes it for its owner alone, whatever the umask: images of patients are in it, and their names. One that is there
     * stays as it is.
     *
     * @throws IOException if it can't be made; the message says why, and what to do
     */
    public static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            makeNew(folder);
        } catch (IOException e) {
            throw new IOException(
                    "Data folder " + folder + " can't be made: " + FileProblem.of(e)
                            + "; name another one by --data, or make it yourself",
                    e);
        }
    }

    private static void makeNew(Path folder) throws IOException {
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
