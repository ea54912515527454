package org.dicomcaravan.export;

import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.FolderStores;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.store.Stores;
import org.dicomcaravan.transcode.MediaType;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/**
 * Finds what an operation exports, as what and where to, by the names in its request: anew each time that it is gone on
 * with, since stores, plugins and buckets may have changed at a restart. Thread-safe.
 */
final class ExportLookup {

    private final Stores stores;
    private final TranscoderChain transcoders;
    private final ObjectStore objects;
    private final TableStore tables;

    ExportLookup(Stores stores, TranscoderChain transcoders, ObjectStore objects, TableStore tables) {
        this.stores = stores;
        this.transcoders = transcoders;
        this.objects = objects;
        this.tables = tables;
    }

    /**
     * What an operation exports.
     *
     * @throws ExportAway if the store or what makes its outputs is not there, or another store or bucket has the name now
     */
    Export find(Operation operation) throws ExportAway {
        SavedExport saved = SavedExport.of(operation);
        ExportRequest request = saved.request();
        DicomStore store = stores.find(request.store())
                .or(() -> saved.source().flatMap(source -> FolderStores.find(request.store(), source)))
                .orElseThrow(() -> new ExportAway(
                        "DICOM store " + request.store() + " is not configured any more; configure it as it was",
                        null));
        requireSame(saved, store);
        return new Export(operation.id(), request, store, result(saved));
    }

    private Export.Result result(SavedExport saved) throws ExportAway {
        ExportTarget target = saved.request().target();
        if (target instanceof ExportTarget.Bucket bucket) {
            ObjectPrefix prefix = ObjectPrefix.parse(bucket.uriPrefix());
            requireSame(saved.bucket(), objects.bucketIdentity(prefix.bucket()), "bucket gs://" + prefix.bucket());
            return new Export.Objects(format(bucket), prefix);
        }
        if (target instanceof ExportTarget.Parquet file) {
            ObjectName name = RowsFiles.name(file);
            requireSame(saved.bucket(), objects.bucketIdentity(name.bucket()), "bucket gs://" + name.bucket());
            return new Export.RowsObject(name);
        }
        return new Export.Rows((ExportTarget.Table) target);
    }

    /** What is not there now is found out where it is needed. */
    private static void requireSame(Optional<String> then, Optional<String> now, String name) throws ExportAway {
        if (then.isPresent() && now.isPresent() && !then.equals(now)) {
            throw new ExportAway(
                    name
                            + " is not there: another folder is in the place where it was when its export began; is it mounted?",
                    null);
        }
    }

    private static void requireSame(SavedExport saved, DicomStore store) throws ExportAway {
        String name = "DICOM store " + saved.request().store();
        try {
            if (saved.source().isPresent() && !saved.source().get().equals(store.source())) {
                throw new ExportAway(
                        name + " lies in another place than when its export began; configure it as it was", null);
            }
            requireSame(saved.store(), store.identity(), name);
            if (saved.held() && store.isEmpty()) {
                throw new ExportAway(name + " is not there: nothing lies in its place any more; is it mounted?", null);
            }
        } catch (StoreAwayException e) {
            throw away(name, e);
        }
    }

    /** A store that is away, in the words of an operation that waits for it. */
    static ExportAway away(String name, StoreAwayException e) {
        return new ExportAway(name + " is not there: " + e.getMessage(), e);
    }

    private OutputFormat format(ExportTarget.Bucket target) throws ExportAway {
        try {
            return formatOf(target);
        } catch (IllegalArgumentException e) {
            throw new ExportAway(
                    "What makes its outputs is not there any more, a plugin perhaps: " + e.getMessage(), e);
        }
    }

    /**
     * What the outputs of an export are.
     *
     * @throws IllegalArgumentException if nothing makes them
     */
    OutputFormat formatOf(ExportTarget.Bucket target) {
        return target.mimeType()
                .map(mimeType -> transcoders.require(MediaType.parse(mimeType)))
                .orElse(OutputFormat.STORED_DICOM);
    }

    /**
     * Looks for the bucket, or at the table, before anything is planned.
     *
     * @throws ExportAway if the bucket is not there
     * @throws DestinationException if the table can't be written any more
     */
    void requireDestination(Export export) throws ExportAway, DestinationException {
        if (export.result() instanceof Export.Objects to) {
            requireBucket(to.prefix().bucket());
        } else if (export.result() instanceof Export.RowsObject to) {
            requireBucket(to.name().bucket());
        } else if (export.result() instanceof Export.Rows rows) {
            Optional<DestinationException> refusal =
                    tables.refusal(rows.target().table(), rows.target().disposition());
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
    }

    private void requireBucket(String bucket) throws ExportAway {
        try {
            if (!objects.bucketExists(bucket)) {
                throw new ExportAway(
                        "bucket gs://" + bucket + " does not exist any more; " + objects.remedy(bucket), null);
            }
        } catch (DestinationException e) {
            throw new ExportAway(e.getMessage(), e);
        }
    }

    /** The store of a name, if it is configured. */
    Optional<DicomStore> store(String name) {
        return stores.find(name);
    }
}
