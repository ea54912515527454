package org.dicomcaravan.destination.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to folders. */
final class Folders {
    /** Windows can't open a folder as a file, and keeps its entries safe by itself. */
    private static final boolean CAN_FORCE = !System.getProperty("os.name").startsWith("Windows");

    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

    private Folders() {}

    /** Makes the entries of a folder safe on disk. */
    static void force(Path folder) throws IOException {
        if (CAN_FORCE) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes the entries of a folder safe on disk, if it is still there. */
    static void forceIfThere(Path folder) throws DestinationException {
        try {
            force(folder);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was emptied and deleted by another thread, which forces the folder above", folder);
        } catch (IOException e) {
            throw FolderErrors.of(e, "folder " + Quoted.of(String.valueOf(folder.getFileName())));
        }
    }

    /** Makes the entries of folders safe on disk, of those that are still there. */
    static void forceAll(Collection<Path> folders) throws DestinationException {
        for (Path folder : folders) {
            forceIfThere(folder);
        }
    }

    /** Whether a file can be renamed from one of these existing folders to the other. */
    static boolean onOneFileSystem(Path one, Path other) throws IOException {
        if (one.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"));
        }
        return Files.getFileStore(one).equals(Files.getFileStore(other));
    }

    static boolean isLink(Path path) {
        return Files.isSymbolicLink(path);
    }

    /** Whether it is a folder itself, not a link to one. */
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Deletes a folder with the plain files in it, as far as they are there. */
    static void deleteFlat(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // somebody was quicker
        }
        Files.deleteIfExists(folder);
    }
}
