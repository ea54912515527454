package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.export.ExportTarget;

/**
 * An ExportDicomDataRequest out of the words of the command line, which are those of
 * {@code gcloud healthcare dicom-stores export gcs} and {@code … bq}.
 *
 * @param destination {@code gs://bucket/prefix} or {@code bq://project.dataset.table}
 * @param mimeType what the objects shall be; only for {@code gs://}
 * @param filter a {@code gs://} object that lists the resources to export
 * @param writeDisposition {@code write-empty}, {@code write-truncate}, {@code write-append}; only for {@code bq://}
 * @param overwriteTable the older word for write-truncate; only for {@code bq://}
 */
record ExportCall(
        String destination,
        Optional<String> mimeType,
        Optional<String> filter,
        Optional<String> writeDisposition,
        boolean overwriteTable) {

    private static final String BUCKETS = "gs://";
    private static final String TABLES = "bq://";
    private static final Set<String> DISPOSITIONS = Set.of("WRITE_EMPTY", "WRITE_TRUNCATE", "WRITE_APPEND");

    /**
     * Refuses what can't be said in one request; whether the values make sense is for the server to say.
     *
     * @throws IllegalArgumentException what is wrong, for the user
     */
    ExportCall {
        if (destination.startsWith(BUCKETS)) {
            if (overwriteTable || writeDisposition.isPresent()) {
                throw new IllegalArgumentException(
                        "--write-disposition and --overwrite-table are for tables (bq://…), not for " + destination);
            }
        } else if (destination.startsWith(TABLES)) {
            if (mimeType.isPresent()) {
                throw new IllegalArgumentException(
                        "--mime-type and --format are for objects (gs://…), not for " + destination);
            }
            writeDisposition.ifPresent(ExportCall::checkDisposition);
        } else {
            throw new IllegalArgumentException(
                    "DESTINATION is gs://BUCKET/PREFIX or bq://PROJECT.DATASET.TABLE, not " + destination);
        }
    }

    /**
     * The mime type of what shall be written.
     *
     * @param format a shorter word for one: {@code parquet}
     * @throws IllegalArgumentException if it is none, or both are given
     */
    static Optional<String> type(Optional<String> mimeType, Optional<String> format) {
        if (format.isEmpty()) {
            return mimeType;
        }
        if (!format.get().equals("parquet")) {
            throw new IllegalArgumentException("--format can be parquet alone, not " + format.get());
        }
        if (mimeType.isPresent()) {
            throw new IllegalArgumentException("--format parquet is a mime type by itself: leave --mime-type out");
        }
        return Optional.of(ExportTarget.PARQUET);
    }

    /** Whether objects are written, not a table. */
    boolean writesObjects() {
        return destination.startsWith(BUCKETS);
    }

    /** The bucket and the prefix below it, as a relative path without a slash at its end. */
    String objects() {
        String path = destination.substring(BUCKETS.length());
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The table; empty where objects are written. */
    Optional<TableUri> table() {
        return writesObjects() ? Optional.empty() : Optional.of(TableUri.parse(destination));
    }

    /** The request's body. */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (writesObjects()) {
            ObjectNode gcs = body.putObject("gcsDestination").put("uriPrefix", destination);
            mimeType.ifPresent(type -> gcs.put("mimeType", type));
        } else {
            ObjectNode table = body.putObject("bigqueryDestination").put("tableUri", destination);
            writeDisposition.ifPresent(word -> table.put("writeDisposition", constant(word)));
            if (overwriteTable) {
                table.put("force", true);
            }
        }
        filter.ifPresent(uri -> body.putObject("filterConfig").put("resourcePathsGcsUri", uri));
        return body;
    }

    private static void checkDisposition(String word) {
        if (!DISPOSITIONS.contains(constant(word))) {
            throw new IllegalArgumentException(
                    "--write-disposition is write-empty, write-truncate or write-append, not " + word);
        }
    }

    /** {@code write-empty} as gcloud has it becomes WRITE_EMPTY as the API has it. */
    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
