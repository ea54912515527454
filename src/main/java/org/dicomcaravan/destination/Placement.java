package org.dicomcaravan.destination;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves staged files into their buckets' folders: each appears under its name in one step, in place of what was there.
 * No symbolic link is followed. For one thread, and one group of objects.
 */
final class Placement {
    private static final int ATTEMPTS = 5;

    private final FolderBuckets buckets;
    private final Map<Path, Path> checked = new HashMap<>();
    private final Set<Path> touched = new LinkedHashSet<>();

    Placement(FolderBuckets buckets) {
        this.buckets = buckets;
    }

    /** Makes the object visible. */
    void place(StagedObject object) throws DestinationException {
        List<String> segments = ObjectFile.segments(object.name());
        for (int attempt = 1; ; attempt++) {
            Path folder = folder(object.name(), segments);
            try {
                Files.move(
                        object.file(),
                        folder.resolve(segments.get(segments.size() - 1)),
                        StandardCopyOption.ATOMIC_MOVE);
                touched.add(folder);
                return;
            } catch (NoSuchFileException e) {
                checked.clear(); // another thread deleted the last object of the folder, and the folder with it
                if (attempt == ATTEMPTS) {
                    throw FolderErrors.of(e, "object " + object.name());
                }
            } catch (IOException e) {
                Path target = folder.resolve(segments.get(segments.size() - 1));
                if (!Folders.isFolder(target)) {
                    throw FolderErrors.of(e, "object " + object.name());
                }
                if (attempt == ATTEMPTS || !isDeleted(target)) {
                    throw FolderErrors.isAFolder(object.name());
                }
            }
        }
    }

    /** Makes sure that what was placed stays so when the power fails. */
    void force() throws DestinationException {
        Folders.forceAll(touched);
    }

    private Path folder(ObjectName object, List<String> segments) throws DestinationException {
        Path folder = buckets.folder(object.bucket());
        Path wanted = folder;
        for (String segment : segments.subList(0, segments.size() - 1)) {
            wanted = wanted.resolve(segment);
        }
        if (checked.get(wanted) == null) {
            for (String segment : segments.subList(0, segments.size() - 1)) {
                folder = subfolder(object, folder, segment);
            }
            checked.put(wanted, folder);
        }
        return wanted;
    }

    private Path subfolder(ObjectName object, Path folder, String segment) throws DestinationException {
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
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object);
        }
    }

    private static boolean isDeleted(Path emptyFolder) {
        try {
            Files.delete(emptyFolder);
            return true;
        } catch (IOException e) {
            return false; // it is not empty, or not ours to delete: either way it stands in the object's place
        }
    }
}
