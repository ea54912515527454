package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process' own folder for files that are being written, below a staging folder that processes may share. A lock shows
 * that the process lives; what dead ones left behind is removed when the next one opens.
 */
final class StagingFolder implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(StagingFolder.class);
    private static final String LOCK = "lock";
    /** File locks are between processes; this is between the threads of one. */
    private static final Object OPENING = new Object();

    private final Path folder;
    private final FileChannel lock;
    private final AtomicLong names = new AtomicLong();
    /** Looked for at the first file: that takes a fifth of a second, which a start has no use for. */
    private volatile Optional<FileSystemSync> fileSystem = Optional.empty();

    private volatile boolean hasFiles;

    private StagingFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Opens a new folder below {@code parent} and removes those there that nobody uses. */
    static StagingFolder open(Path parent) throws IOException {
        Files.createDirectories(parent);
        synchronized (OPENING) {
            try (FileChannel door = open(parent, LOCK);
                    FileLock held = door.lock()) {
                LOG.trace("{} is open for one: {}", parent, held);
                removeDead(parent);
                Path folder =
                        Files.createDirectory(parent.resolve(UUID.randomUUID().toString()));
                FileChannel lock = open(folder, LOCK);
                if (lock.tryLock() == null) {
                    throw new IOException("the new folder " + folder + " is locked by another process");
                }
                return new StagingFolder(folder, lock);
            }
        }
    }

    private static FileChannel open(Path folder, String file) throws IOException {
        return FileChannel.open(folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void removeDead(Path parent) throws IOException {
        try (var folders = Files.newDirectoryStream(parent, Folders::isFolder)) {
            for (Path folder : folders) {
                if (isDead(folder)) {
                    Folders.deleteFlat(folder);
                    LOG.info("Removed {}, which an earlier run left behind", folder);
                }
            }
        }
    }

    private static boolean isDead(Path folder) throws IOException {
        try (FileChannel channel = open(folder, LOCK);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    /** False once somebody removed it, or its disk lost something. */
    boolean isUsable() {
        return Folders.isFolder(folder)
                && fileSystem.map(FileSystemSync::isSound).orElse(true);
    }

    /** A path that no file has. */
    Path newFile() {
        if (!hasFiles) {
            lookForFileSystem();
        }
        return folder.resolve(Long.toString(names.incrementAndGet()));
    }

    private synchronized void lookForFileSystem() {
        if (!hasFiles) {
            fileSystem = FileSystemSync.of(folder);
            hasFiles = true;
        }
    }

    /**
     * Makes all safe on disk that is on this folder's file system.
     *
     * @param changes how many files or folders are to be safe
     * @return false if nothing was done, and they are to be forced one by one
     * @throws IOException if something was lost
     */
    boolean sync(int changes) throws IOException {
        return fileSystem.isPresent() && fileSystem.get().sync(changes);
    }

    @Override
    public void close() throws IOException {
        fileSystem.ifPresent(FileSystemSync::close);
        lock.close();
        Folders.deleteFlat(folder);
    }
}
