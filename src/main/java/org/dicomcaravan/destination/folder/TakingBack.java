package org.dicomcaravan.destination.folder;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;

/**
 * Deletes objects that are visible while their batch is not committed, and folders that get empty by that. A file that is
 * not the one that was placed stays: somebody's own, or of an export before or after. Thread-safe.
 */
final class TakingBack {
    private static final int PAGE = 1000;

    private final FolderBuckets buckets;

    TakingBack(FolderBuckets buckets) {
        this.buckets = buckets;
    }

    void operation(long operation) throws DestinationException {
        for (BatchKey batch : buckets.records().batches(operation)) {
            batch(batch, () -> {});
        }
    }

    void batch(BatchKey batch, Runnable checkpoint) throws DestinationException {
        all(batch, Optional.empty(), checkpoint);
        buckets.records().settle(batch);
    }

    void instance(BatchKey batch, String instance, Runnable checkpoint) throws DestinationException {
        all(batch, Optional.of(instance), checkpoint);
    }

    private void all(BatchKey batch, Optional<String> instance, Runnable checkpoint) throws DestinationException {
        ObjectRecords records = buckets.records();
        for (List<EarlyObject> some = records.find(batch, instance, PAGE);
                !some.isEmpty();
                some = records.find(batch, instance, PAGE)) {
            Set<Path> touched = new HashSet<>();
            for (EarlyObject object : some) {
                checkpoint.run();
                requireThere(object);
                remove(object, touched);
            }
            Folders.forceAll(touched);
            records.remove(batch, some);
        }
    }

    /** A bucket that is a link to a share is away where that is not mounted; any other that is gone is gone. */
    private void requireThere(EarlyObject object) throws DestinationException {
        String bucket = object.name().bucket();
        if (object.folder().isPresent()
                && buckets.isLink(bucket)
                && !buckets.bucketIdentity(bucket).equals(object.folder())) {
            throw FolderErrors.bucketAway(bucket);
        }
    }

    /** Adds the folder that lost an entry to {@code touched}. */
    private void remove(EarlyObject object, Set<Path> touched) throws DestinationException {
        buckets.folders().writeLock().lock();
        try {
            Optional<Path> file = buckets.existing(object.name());
            if (file.isPresent() && isTheSame(file.get(), object.stamp())) {
                Files.delete(file.get());
                touched.add(lastOfEmptied(
                        file.get().getParent(), buckets.folder(object.name().bucket())));
            }
        } catch (NoSuchFileException e) {
            return; // somebody was quicker
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object.name());
        } finally {
            buckets.folders().writeLock().unlock();
        }
    }

    private static boolean isTheSame(Path file, Optional<Stamp> stamp) throws IOException {
        return stamp.isEmpty() || Stamp.of(file).equals(stamp.get());
    }

    /** Deletes folders as long as they are empty, from the inner one to the bucket's; the first that stays. */
    private static Path lastOfEmptied(Path inner, Path bucket) throws IOException {
        Path folder = inner;
        try {
            while (!folder.equals(bucket)) {
                Files.delete(folder);
                folder = folder.getParent();
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return folder; // it has other objects, or somebody was quicker
        }
        return folder;
    }
}
