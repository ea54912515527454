package org.dicomcaravan.export;

import org.dicomcaravan.access.Source;

/** Starts exports. Thread-safe; answers as soon as the export is durable, long before it is done. */
public interface ExportService {

    /**
     * Makes an export durable and sets it going.
     *
     * @param caller whose wish it is
     * @return the full name of its operation, {@code projects/P/locations/L/datasets/D/operations/O}
     * @throws ExportRefused if it can be seen now that the export can't be done; nothing was saved then
     */
    String start(ExportRequest request, Source caller) throws ExportRefused;
}
