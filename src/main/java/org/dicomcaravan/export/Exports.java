package org.dicomcaravan.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.dicomcaravan.access.Source;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.StoreAwayException;

/**
 * Starts exports: refuses what can be seen not to work, and saves the others, with their filter and the place of their
 * store as they are now. The bean {@code exports} of the routes. Thread-safe.
 */
public final class Exports implements ExportService {

    private static final String METHOD = "ExportDicomData";

    private final Operations operations;
    private final ExportLookup lookup;
    private final ObjectStore objects;
    private final TableStore tables;
    private final Rights rights;
    private final ProjectQuota quota;
    private final boolean hasPlaceForRows;

    /**
     * Exports what is found there, into these buckets and tables, as far as there are a right and room.
     *
     * @param hasPlaceForRows whether rows that are made for one table come together, wherever they are made
     */
    Exports(
            Operations operations,
            ExportLookup lookup,
            ObjectStore objects,
            TableStore tables,
            Rights rights,
            ProjectQuota quota,
            boolean hasPlaceForRows) {
        this.operations = operations;
        this.lookup = lookup;
        this.objects = objects;
        this.tables = tables;
        this.rights = rights;
        this.quota = quota;
        this.hasPlaceForRows = hasPlaceForRows;
    }

    @Override
    public String start(ExportRequest request, Source caller) throws ExportRefused {
        DicomStore store = lookup.store(request.store())
                .orElseThrow(() -> new ExportRefused(
                        RpcCode.NOT_FOUND, "DICOM store " + request.store() + " does not exist", Optional.empty()));
        rights.require(request);
        requirePlaceForRows(request.target());
        SavedExport saved = saved(request, store, checkedDestination(request.target()), caller);
        requireApart(request, saved.source().orElseThrow());
        String dataset = request.store().substring(0, request.store().indexOf("/dicomStores/"));
        NewOperation origin = new NewOperation(dataset, request.store(), request.apiVersion(), METHOD, saved.toJson());
        try (ProjectQuota.Room room = quota.take(request.project())) {
            return request.filterGcsUri().isPresent()
                    ? filtered(origin, request.filterGcsUri().get())
                    : operations.create(origin).name();
        }
    }

    private void requirePlaceForRows(ExportTarget target) throws ExportRefused {
        if (!hasPlaceForRows && !(target instanceof ExportTarget.Bucket)) {
            throw new ExportRefused(
                    RpcCode.FAILED_PRECONDITION,
                    "Rows of a table are made by several servers here, and have no place where they come together: set"
                            + " caravan.rows to gs://BUCKET[/PATH] on each of them, then export again",
                    Optional.empty());
        }
    }

    /** Checks where an export is to go; what tells its bucket from others, if it goes to one. */
    private Optional<String> checkedDestination(ExportTarget target) throws ExportRefused {
        if (target instanceof ExportTarget.Bucket bucket) {
            ObjectPrefix prefix = checked("gcsDestination.uriPrefix", () -> ObjectPrefix.parse(bucket.uriPrefix()));
            checked("gcsDestination.mimeType", () -> lookup.formatOf(bucket));
            return checkedBucket(prefix.bucket());
        }
        if (target instanceof ExportTarget.Parquet file) {
            return checkedBucket(checked("gcsDestination.uriPrefix", () -> RowsFiles.name(file))
                    .bucket());
        }
        requireTable((ExportTarget.Table) target);
        return Optional.empty();
    }

    private Optional<String> checkedBucket(String bucket) throws ExportRefused {
        requireBucket(bucket);
        return objects.bucketIdentity(bucket);
    }

    private void requireTable(ExportTarget.Table target) throws ExportRefused {
        Optional<String> field = Optional.of("bigqueryDestination.tableUri");
        try {
            Optional<DestinationException> refusal = tables.refusal(target.table(), target.disposition());
            if (refusal.isPresent()) {
                throw new ExportRefused(refusal.get().code(), refusal.get().getMessage(), field);
            }
        } catch (DestinationException e) {
            throw new ExportRefused(e.code(), e.getMessage(), field);
        }
    }

    private static SavedExport saved(ExportRequest request, DicomStore store, Optional<String> bucket, Source caller)
            throws ExportRefused {
        try {
            return new SavedExport(
                    request, Optional.of(store.source()), store.identity(), !store.isEmpty(), bucket, caller);
        } catch (StoreAwayException e) {
            throw new ExportRefused(
                    RpcCode.FAILED_PRECONDITION,
                    "DICOM store " + request.store() + " is not there: " + e.getMessage() + "; " + store.remedy()
                            + ", then export again",
                    Optional.empty());
        }
    }

    /** An export into its own store would write over the originals, or find what it exported and export that again. */
    private void requireApart(ExportRequest request, String source) throws ExportRefused {
        if (request.target().prefix().isEmpty()) {
            return;
        }
        String field = "gcsDestination.uriPrefix";
        ObjectPrefix prefix = ObjectPrefix.parse(request.target().prefix().get());
        try {
            Optional<String> place = objects.place(prefix);
            if (place.isPresent() && (isIn(place.get(), source) || isIn(source, place.get()))) {
                throw new ExportRefused(
                        RpcCode.FAILED_PRECONDITION,
                        field + " " + prefix + " overlaps with the place of DICOM store " + request.store()
                                + ", so that its instances would be written over; export to a prefix that is neither"
                                + " in that place nor above it",
                        Optional.of(field));
            }
        } catch (DestinationException e) {
            throw new ExportRefused(e.code(), e.getMessage(), Optional.of(field));
        }
    }

    private static boolean isIn(String place, String other) {
        return withSlash(place).startsWith(withSlash(other));
    }

    private static String withSlash(String place) {
        return place.endsWith("/") ? place : place + "/";
    }

    private interface Check<T> {
        T run();
    }

    private static <T> T checked(String field, Check<T> check) throws ExportRefused {
        try {
            return check.run();
        } catch (IllegalArgumentException e) {
            throw new ExportRefused(
                    RpcCode.INVALID_ARGUMENT, "Invalid " + field + ": " + e.getMessage(), Optional.of(field));
        }
    }

    private void requireBucket(String bucket) throws ExportRefused {
        String field = "gcsDestination.uriPrefix";
        try {
            if (!objects.bucketExists(bucket)) {
                throw new ExportRefused(
                        RpcCode.NOT_FOUND,
                        "Bucket gs://" + bucket + " of " + field + " does not exist; " + objects.remedy(bucket)
                                + ", then export again",
                        Optional.of(field));
            }
        } catch (DestinationException e) {
            throw new ExportRefused(e.code(), e.getMessage(), Optional.of(field));
        }
    }

    private String filtered(NewOperation origin, String uri) throws ExportRefused {
        String field = "filterConfig.resourcePathsGcsUri";
        ObjectName name = checked(field, () -> ObjectName.parse(uri));
        try (InputStream text = new FilterText(objects.read(name))) {
            return operations.create(origin, text).name();
        } catch (DestinationException e) {
            throw unreadable(e.code(), uri, field, e);
        } catch (FilterText.TooLarge e) {
            throw unreadable(RpcCode.INVALID_ARGUMENT, uri, field, e);
        } catch (IOException e) {
            throw unreadable(RpcCode.NOT_FOUND, uri, field, e);
        }
    }

    private static ExportRefused unreadable(RpcCode code, String uri, String field, IOException e) {
        return new ExportRefused(code, "Filter " + uri + " can't be read: " + e.getMessage(), Optional.of(field));
    }

    /** The work item that plans a saved operation. */
    public String workItem(String name) {
        Operation operation = operations
                .find(name)
                .orElseThrow(() -> new IllegalStateException("Operation " + name + " was not saved"));
        return WorkItem.plan(operation.id()).toJson();
    }
}
