package org.dicomcaravan.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tells a folder from another one at the same path, such as the empty one that a share is mounted on: its inode. Not
 * the device, whose number may be another one after each mount.
 */
public final class FolderIdentity {

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private FolderIdentity() {}

    /**
     * Of the folder that a path leads to, over symbolic links too.
     *
     * @return empty where the system has nothing of the kind
     * @throws IOException if there is none, or it can't be asked
     */
    public static Optional<String> of(Path folder) throws IOException {
        return UNIX ? Optional.of(Files.getAttribute(folder, "unix:ino").toString()) : Optional.empty();
    }
}
