package org.dicomcaravan.destination.folder;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;

/**
 * Moves staged files into their buckets' folders: each appears under its name in one step, in place of what was there.
 * No symbolic link is followed. For one thread, and one group of objects.
 */
final class Placement {
    private static final int ATTEMPTS = 5;

    private final FolderBuckets buckets;
    private final Set<Path> checked = new HashSet<>();
    private final Set<Path> touched = new LinkedHashSet<>();

    Placement(FolderBuckets buckets) {
        this.buckets = buckets;
    }

    /** Makes the object visible. */
    void place(StagedObject object) throws DestinationException {
        List<String> segments = ObjectFile.segments(object.name());
        buckets.folders().readLock().lock();
        try {
            for (int attempt = 1; !isPlaced(object, segments, attempt == ATTEMPTS); attempt++) {
                checked.clear();
            }
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object.name());
        } finally {
            buckets.folders().readLock().unlock();
        }
    }

    /** False if another process deleted the last object of a folder, and the folder with it: try again. */
    private boolean isPlaced(StagedObject object, List<String> segments, boolean last) throws IOException {
        try {
            Path folder = folder(object.name(), segments);
            move(object.file(), folder.resolve(segments.get(segments.size() - 1)));
            touched.add(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            throw FolderErrors.isAFolder(object.name());
        } catch (NoSuchFileException e) {
            if (!Files.exists(object.file())) {
                throw FolderErrors.lost(object.name(), e);
            }
            if (last) {
                throw e;
            }
            return false;
        }
    }

    /** Moves a file; an empty folder makes room for it. */
    private static void move(Path file, Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Folders.isFolder(target)) {
                throw e;
            }
            Files.delete(target);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The folders to force, so that what was placed stays so when the power fails. */
    List<Forcing.Forceable> touched() {
        return touched.stream()
                .<Forcing.Forceable>map(folder -> () -> Folders.forceIfThere(folder))
                .toList();
    }

    private Path folder(ObjectName object, List<String> segments) throws IOException {
        Path wanted = buckets.root().resolve(object.bucket());
        for (String segment : segments.subList(0, segments.size() - 1)) {
            wanted = wanted.resolve(segment);
        }
        if (!checked.contains(wanted)) {
            Path folder = buckets.folder(object.bucket());
            for (String segment : segments.subList(0, segments.size() - 1)) {
                folder = subfolder(object, folder, segment);
            }
            checked.add(wanted);
        }
        return wanted;
    }

    private Path subfolder(ObjectName object, Path folder, String segment) throws IOException {
        Path next = folder.resolve(segment);
        if (Folders.isFolder(next)) {
            return next;
        }
        try {
            Files.createDirectory(next);
            touched.add(folder);
            return next;
        } catch (FileAlreadyExistsException e) {
            if (Folders.isFolder(next)) {
                return next;
            }
            throw Folders.isLink(next)
                    ? FolderErrors.symbolicLink(object, segment)
                    : FolderErrors.notAFolder(object, segment);
        }
    }
}
