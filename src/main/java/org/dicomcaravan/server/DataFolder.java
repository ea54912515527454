package org.dicomcaravan.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.io.PrivateFolder;

/** The folder of all that a server keeps. */
public final class DataFolder {

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
            PrivateFolder.make(folder);
        } catch (IOException e) {
            throw new IOException(
                    "Data folder " + folder + " can't be made: " + FileProblem.of(e)
                            + "; name another one by --data, or make it yourself",
                    e);
        }
    }
}
