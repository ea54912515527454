package org.dicomcaravan.export;

import java.util.Objects;
import java.util.Optional;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;

/** What an export writes, as it was asked for. Immutable. */
public sealed interface ExportTarget {

    /** What the names of all objects that it writes begin with, as the caller gave it; empty if it writes none. */
    Optional<String> prefix();

    /** Where it goes, {@code gs://} or {@code bq://}, as the caller gave it. */
    String uri();

    /**
     * An object for each instance, or for each of its frames.
     *
     * @param uriPrefix {@code gs://bucket[/path]} as the caller gave it, without a trailing slash added
     * @param mimeType what the objects are to be; empty means the instances as they are stored
     */
    record Bucket(String uriPrefix, Optional<String> mimeType) implements ExportTarget {
        public Bucket {
            Objects.requireNonNull(uriPrefix, "uriPrefix");
            Objects.requireNonNull(mimeType, "mimeType");
        }

        @Override
        public Optional<String> prefix() {
            return Optional.of(uriPrefix);
        }

        @Override
        public String uri() {
            return uriPrefix;
        }
    }

    /** The type of {@link Parquet} (IANA). */
    String PARQUET = "application/vnd.apache.parquet";

    /** What is written below a prefix of a bucket, by the type that is wanted. */
    static ExportTarget below(String uriPrefix, Optional<String> mimeType) {
        return mimeType.filter(PARQUET::equalsIgnoreCase).isPresent()
                ? new Parquet(uriPrefix)
                : new Bucket(uriPrefix, mimeType);
    }

    /**
     * One object, with a row for each instance.
     *
     * @param uriPrefix {@code gs://bucket[/path]}, below which it is called {@code instances.parquet}
     */
    record Parquet(String uriPrefix) implements ExportTarget {
        public Parquet {
            Objects.requireNonNull(uriPrefix, "uriPrefix");
        }

        @Override
        public Optional<String> prefix() {
            return Optional.of(uriPrefix);
        }

        @Override
        public String uri() {
            return uriPrefix;
        }
    }

    /**
     * A row for each instance.
     *
     * @param table where to
     * @param disposition what becomes of a table that is there already
     * @param namesSource whether a column names the store that a row is from
     * @param isJson whether all metadata are in one column
     */
    record Table(TableUri table, WriteDisposition disposition, boolean namesSource, boolean isJson)
            implements ExportTarget {
        public Table {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(disposition, "disposition");
        }

        @Override
        public Optional<String> prefix() {
            return Optional.empty();
        }

        @Override
        public String uri() {
            return table.uri();
        }
    }
}
