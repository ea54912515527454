package org.dicomcaravan.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.export.FingerprintSet;
import org.dicomcaravan.operation.Fingerprint;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.Listing;
import org.dicomcaravan.store.StoreEntry;

/**
 * How much is in a store, as an export would see it: duplicates, broken files and files that are no instances don't
 * count.
 *
 * @param bytes size of the instances, as they are stored; empty where the store can't tell of all of them
 */
record StoreCount(long studies, long series, long instances, OptionalLong bytes) {

    /**
     * Counts a store in one pass over its listing. It keeps some 50 bytes in memory for each distinct UID.
     *
     * @throws IOException if the store can't be read
     */
    static StoreCount of(DicomStore store) throws IOException {
        FingerprintSet studies = new FingerprintSet();
        FingerprintSet series = new FingerprintSet();
        FingerprintSet instances = new FingerprintSet();
        OptionalLong bytes = OptionalLong.of(0);
        try (Listing listing = store.list(Optional.empty())) {
            while (listing.hasNext()) {
                if (listing.next() instanceof StoreEntry.Instance instance) {
                    InstanceUids uids = instance.uids();
                    if (instances.add(Fingerprint.of(uids.study(), uids.series(), uids.instance()))) {
                        series.add(Fingerprint.of(uids.study(), uids.series(), ""));
                        studies.add(Fingerprint.of(uids.study(), "", ""));
                        bytes = sum(bytes, instance.size());
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new StoreCount(studies.size(), series.size(), instances.size(), bytes);
    }

    private static OptionalLong sum(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent() ? OptionalLong.of(a.getAsLong() + b.getAsLong()) : OptionalLong.empty();
    }
}
