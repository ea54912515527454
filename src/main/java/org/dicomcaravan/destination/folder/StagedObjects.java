package org.dicomcaravan.destination.folder;

import static java.util.stream.Collectors.groupingBy;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.ObjectName;

/**
 * Writes objects into embedded buckets, one by one or batch by batch. An object is written beside its bucket, forced to
 * disk, recorded, and renamed into place; so it is whole or not there whatever happens. A batch is forced together and
 * costs one transaction. Memory is bounded: a batch of more than
 * {@value #MOST_STAGED} objects becomes visible in parts. Safe for use by many threads.
 */
public final class StagedObjects implements ObjectCommits, Closeable {
    /** So many objects of a batch wait for its end; then they are made visible, and taken back if need be. */
    static final int MOST_STAGED = 1000;

    private final FolderBuckets buckets;
    private final Staging staging;
    private final Forcing forcing = new Forcing();
    private final Map<String, StagedBatch> batches = new ConcurrentHashMap<>();

    private StagedObjects(FolderBuckets buckets, Staging staging) {
        this.buckets = buckets;
        this.staging = staging;
    }

    /** Opens the sink of these buckets, and removes what a killed process left half written. */
    public static StagedObjects open(FolderBuckets buckets) throws DestinationException {
        return new StagedObjects(buckets, Staging.open(buckets));
    }

    /**
     * Writes an object and makes it visible.
     *
     * @param length the length that the body must have, if known
     * @throws DestinationException if the bucket can't take it; an error of the body goes through as it is
     */
    public ObjectAttributes put(ObjectName object, String contentType, OptionalLong length, InputStream body)
            throws IOException {
        StagedObject staged = write(object, contentType, length, body, "", "");
        publish(List.of(staged), false);
        return staged.attributes();
    }

    /** As {@link #put}, but the object becomes visible with its batch. */
    public ObjectAttributes stage(
            String batch, String instance, ObjectName object, String contentType, OptionalLong length, InputStream body)
            throws IOException {
        StagedObject staged = write(object, contentType, length, body, batch, instance);
        StagedBatch objects = batches.computeIfAbsent(batch, b -> new StagedBatch());
        synchronized (objects) {
            objects.add(staged);
            if (objects.size() >= MOST_STAGED) {
                publish(objects.take(), true);
            }
        }
        return staged.attributes();
    }

    private StagedObject write(
            ObjectName object, String contentType, OptionalLong length, InputStream body, String batch, String instance)
            throws IOException {
        ObjectFile.segments(object);
        StagingFolder folder = staging.folder(object.bucket());
        Path file = folder.newFile();
        FileOutputStream output = open(file, object);
        boolean written = false;
        try {
            ObjectAttributes attributes = ObjectWriter.copy(object, contentType, length, body, output);
            close(output, object);
            written = true;
            return new StagedObject(attributes, file, folder, batch, instance);
        } finally {
            if (!written) {
                output.close();
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileOutputStream open(Path file, ObjectName object) throws DestinationException {
        try {
            return new FileOutputStream(file.toFile());
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object);
        }
    }

    /** Some file systems say no earlier than here that they are full. */
    private static void close(FileOutputStream output, ObjectName object) throws DestinationException {
        try {
            output.close();
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object);
        }
    }

    @Override
    public void commit(String batch) throws DestinationException {
        StagedBatch objects = batches.remove(batch);
        if (objects != null) {
            synchronized (objects) {
                publish(objects.take(), false);
            }
        }
        buckets.records().settle(batch);
    }

    /** Makes objects visible and safe; on an error those that are not visible are given up. */
    private void publish(List<StagedObject> objects, boolean early) throws DestinationException {
        Map<StagingFolder, List<StagedObject>> byFolder = objects.stream().collect(groupingBy(StagedObject::folder));
        try {
            for (var staged : byFolder.entrySet()) {
                forcing.force(staged.getKey(), staged.getValue());
            }
            buckets.records().record(objects, early);
            for (var staged : byFolder.entrySet()) {
                Placement placement = new Placement(buckets);
                for (StagedObject object : staged.getValue()) {
                    placement.place(object);
                }
                forcing.force(staged.getKey(), placement.touched());
            }
        } catch (DestinationException e) {
            objects.forEach(StagedObject::drop);
            staging.lookAgain();
            throw e;
        }
    }

    @Override
    public void discard(String batch, String instance) throws DestinationException {
        StagedBatch objects = batches.get(batch);
        if (objects == null) {
            takeBack(batch, instance);
            return;
        }
        synchronized (objects) {
            objects.drop(instance);
            takeBack(batch, instance);
        }
    }

    @Override
    public void end(String keys) throws DestinationException {
        for (ObjectRecords.Early left : buckets.records().early(keys)) {
            takeBack(left.batch(), left.instance());
        }
    }

    private void takeBack(String batch, String instance) throws DestinationException {
        List<ObjectName> names = buckets.records().early(batch, instance, MOST_STAGED);
        while (!names.isEmpty()) {
            Set<Path> touched = new HashSet<>();
            for (ObjectName name : names) {
                buckets.remove(name, touched);
            }
            Folders.forceAll(touched);
            buckets.records().forgetEarly(batch, instance, names);
            names = buckets.records().early(batch, instance, MOST_STAGED);
        }
    }

    @Override
    public void abandon(String batch) {
        StagedBatch objects = batches.remove(batch);
        if (objects != null) {
            synchronized (objects) {
                objects.take().forEach(StagedObject::drop);
            }
        }
    }

    @Override
    public void close() {
        forcing.close();
        staging.close();
    }
}
