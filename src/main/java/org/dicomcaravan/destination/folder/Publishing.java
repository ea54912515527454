package org.dicomcaravan.destination.folder;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;

/**
 * Makes staged objects visible, such that whatever happens an object is whole or not there: they are forced to disk,
 * recorded, and renamed into place, and then the folders are forced. Thread-safe.
 */
final class Publishing {
    private final FolderBuckets buckets;
    private final Staging staging;
    private final Forcing forcing;

    Publishing(FolderBuckets buckets, Staging staging, Forcing forcing) {
        this.buckets = buckets;
        this.staging = staging;
        this.forcing = forcing;
    }

    /** Publishes objects of a batch, as long as it is not over. After an error it is. */
    void publish(List<StagedObject> objects, OpenBatch batch) throws DestinationException {
        if (objects.isEmpty()) {
            return;
        }
        try {
            Map<StagingFolder, List<StagedObject>> byFolder =
                    objects.stream().collect(groupingBy(StagedObject::folder));
            for (var staged : byFolder.entrySet()) {
                forcing.force(staged.getKey(), staged.getValue(), batch.checkpoint());
            }
            if (batch.key().isPresent()) {
                record(objects, batch.key().get(), batch);
            }
            for (var staged : byFolder.entrySet()) {
                place(staged.getKey(), staged.getValue(), batch);
            }
        } catch (DestinationException | RuntimeException | Error e) {
            batch.fail(e); // whatever it was, the objects are gone, so no other try may find the batch empty and well
            objects.forEach(StagedObject::drop);
            staging.lookAgain();
            throw e;
        }
    }

    private void record(List<StagedObject> objects, BatchKey key, OpenBatch batch) throws DestinationException {
        List<EarlyObject> early = new ArrayList<>(objects.size());
        Map<String, Optional<String>> identities = new HashMap<>();
        for (StagedObject object : objects) {
            early.add(object.early(identities.computeIfAbsent(object.name().bucket(), buckets::bucketIdentity)));
        }
        batch.whileOpen(() -> buckets.records().add(key, early));
    }

    /** Makes what was published of a batch stay. */
    void settle(OpenBatch batch) throws DestinationException {
        batch.whileOpen(() -> buckets.records().settle(batch.key().orElseThrow()));
    }

    private void place(StagingFolder from, List<StagedObject> objects, OpenBatch batch) throws DestinationException {
        Placement placement = new Placement(buckets);
        for (StagedObject object : objects) {
            batch.checkpoint().run();
            batch.whileOpen(() -> placement.place(object));
        }
        forcing.force(from, placement.touched(), batch.checkpoint());
    }
}
