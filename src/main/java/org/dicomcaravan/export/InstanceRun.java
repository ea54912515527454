package org.dicomcaravan.export;

import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.text.Quoted;

/**
 * An instance while it is worked on; the body of {@code direct:export-instance}. For one worker.
 *
 * <p>A route may look into it: {@code ${body.path}}, {@code ${body.size}}, {@code ${body.attribute('00080060')}}.
 */
public final class InstanceRun {

    private final BatchRun batch;
    private final BatchItem item;

    InstanceRun(BatchRun batch, BatchItem item) {
        this.batch = batch;
        this.item = item;
    }

    /** Where the instance lies in its store. */
    public String getPath() {
        return item.path();
    }

    /** Its length in bytes, as stored. */
    public long getSize() {
        return item.size();
    }

    /**
     * The first value of an attribute of the data set's top level.
     *
     * @param tag eight hex digits, {@code 00080060} for Modality
     * @return its text without padding; empty if it is not there
     * @throws IOException if the instance can't be read
     * @throws DicomException if it is not DICOM
     */
    public String attribute(String tag) throws IOException, DicomException {
        if (!tag.matches("[0-9A-Fa-f]{8}")) {
            throw new IllegalArgumentException(Quoted.of(tag) + " is no tag: expected eight hex digits, as 00080060");
        }
        try (DicomObject object = DicomObject.open(open())) {
            Optional<String> value = object.dataSet().string(Integer.parseUnsignedInt(tag, 16));
            return value.orElse("");
        }
    }

    ByteSource open() throws IOException {
        return batch.export().source().open(item.path());
    }

    BatchRun batch() {
        return batch;
    }

    InstanceUids uids() {
        return item.uids();
    }

    /** Names the instance in its batch at the destination. */
    String key() {
        return item.uids().study() + "/" + item.uids().series() + "/"
                + item.uids().instance();
    }
}
