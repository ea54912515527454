package org.dicomcaravan.export;

import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.transcode.OutputFormat;

/**
 * An operation's request with everything it names looked up: what is exported, as what, and where to. Immutable.
 *
 * @param operation id of the operation
 * @param request as it was saved
 * @param source the store
 * @param format what its instances become
 * @param destination what the names of the objects start with
 */
record Export(long operation, ExportRequest request, DicomStore source, OutputFormat format, ObjectPrefix destination) {

    /** DICOMweb path of an instance, as the log names it. */
    String resourceName(org.dicomcaravan.dicom.InstanceUids uids) {
        return request.store() + "/dicomWeb/studies/" + uids.study() + "/series/" + uids.series() + "/instances/"
                + uids.instance();
    }
}
