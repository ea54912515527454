package org.dicomcaravan.server;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.io.PrivateFolder;

/** The folder of all that a server keeps. */
public final class DataFolder {

    /** What is tried to write, in bytes. */
    private static final int ROOM = 64 * 1024;

    private DataFolder() {}

    /**
     * Makes it for its owner alone, whatever the umask: images of patients are in it, and their names. One that is there
     * stays as it is. Tries whether it takes a file.
     *
     * @throws IOException if it can't be made or written to; the message says why, and what to do
     */
    public static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                PrivateFolder.make(folder);
            } catch (IOException e) {
                throw new IOException(
                        "Data folder " + folder + " can't be made: " + FileProblem.of(e, folder)
                                + "; name another one by --data, or make it yourself",
                        e);
            }
        }
        try (OutputStream out = Files.newOutputStream(
                folder.resolve("." + UUID.randomUUID() + ".probe"), CREATE_NEW, WRITE, DELETE_ON_CLOSE)) {
            out.write(new byte[ROOM]);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Why nothing can be written to one that is there, and what to do. */
    public static IOException unwritable(Path folder, IOException e) {
        return new IOException(
                "Data folder " + folder + " can't be written to: " + FileProblem.of(e, folder)
                        + (FileProblem.isFull(e) ? " there, or" : "; make it writable for the server's user, or")
                        + " name another one by --data",
                e);
    }
}
