package org.dicomcaravan.export;

import java.util.Objects;
import java.util.Optional;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;

/** What an export writes, as it was asked for. Immutable. */
public sealed interface ExportTarget {

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
    }
}
