package org.dicomcaravan.export;

import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.transcode.OutputFormat;

/**
 * An operation's request with everything it names looked up: what is exported, as what, and where to. Immutable.
 *
 * @param operation id of the operation
 * @param request as it was saved
 * @param source the store
 * @param result what its instances become, and where that goes
 */
record Export(long operation, ExportRequest request, DicomStore source, Result result) {

    /** What instances become. */
    sealed interface Result {}

    /**
     * Objects.
     *
     * @param format what they are
     * @param prefix what their names start with
     */
    record Objects(OutputFormat format, ObjectPrefix prefix) implements Result {}

    /** Rows of a table. */
    record Rows(ExportTarget.Table target) implements Result {}

    /** Rows of one object. */
    record RowsObject(ObjectName name) implements Result {}

    /** DICOMweb path of an instance, as the log names it. */
    String resourceName(InstanceUids uids) {
        return request.store() + "/dicomWeb/studies/" + uids.study() + "/series/" + uids.series() + "/instances/"
                + uids.instance();
    }
}
