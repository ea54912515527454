package org.dicomcaravan.export;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.reading.DataSetStart;
import org.dicomcaravan.dicom.reading.InstanceHeader;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.store.StoredInstance;
import org.dicomcaravan.text.Quoted;

/**
 * An instance while it is worked on; the body of {@code direct:export-instance}. For one worker.
 *
 * <p>A route may look into it: {@code ${body.path}}, {@code ${body.size}}, {@code ${body.attribute('00080060')}}.
 */
public final class InstanceRun {

    private final BatchRun batch;
    private final int number;
    private final BatchItem item;
    private StoredInstance opened;
    private boolean begun;

    InstanceRun(BatchRun batch, int number, BatchItem item) {
        this.batch = batch;
        this.number = number;
        this.item = item;
    }

    /** Where the instance lies in its store. */
    public String getPath() {
        return item.path();
    }

    /** Its length in bytes, as stored; -1 where its store can't tell before it is open. */
    public long getSize() {
        return opened == null ? item.size().orElse(-1) : opened.bytes().size();
    }

    /**
     * The first value of an attribute of the data set's top level.
     *
     * @param tag eight hex digits, {@code 00080060} for Modality
     * @return its text without padding; empty if it is not there
     * @throws ExportFailure if the instance can't be read, or is another one by now
     * @throws IOException if it can't be read any further, or its store is away
     * @throws DicomException if it is not DICOM
     */
    public String attribute(String tag) throws ExportFailure, IOException, DicomException {
        if (!tag.matches("[0-9A-Fa-f]{8}")) {
            throw new IllegalArgumentException(Quoted.of(tag) + " is no tag: expected eight hex digits, as 00080060");
        }
        int number = Integer.parseUnsignedInt(tag, 16);
        try (StoredInstance stored = planned();
                DataSetStart start = DataSetStart.upTo(bytes(stored), number)) {
            return start.dataSet().string(number).orElse("");
        }
    }

    /**
     * Opens the instance to be exported; {@link #requireUnchanged} belongs to its end.
     *
     * @throws ExportFailure if it can't be read, or is not what was listed
     * @throws StoreAwayException if the store is not there
     */
    ByteSource open() throws ExportFailure, IOException, DicomException {
        opened = planned();
        return bytes(opened);
    }

    private ByteSource bytes(StoredInstance stored) {
        return Stoppable.source(batch::stopIfAsked, stored.bytes());
    }

    /** When it was last written to, once it is open. */
    Instant modified() {
        return opened.modified();
    }

    /** What lies at its path, if that is what was planned: an object must hold what its name says. */
    private StoredInstance planned() throws ExportFailure, IOException, DicomException {
        StoredInstance found;
        try {
            found = Stoppable.call(
                    batch::stopIfAsked, () -> batch.export().source().open(item.path()));
        } catch (StoreAwayException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportFailure(
                    RpcCode.NOT_FOUND, item.path() + " can't be read any more: " + FileProblem.of(e), e);
        }
        boolean planned = false;
        try {
            planned = found.bytes().size() == item.size().orElse(found.bytes().size())
                    && (found.version().equals(item.version()) || hasPlannedUids(bytes(found)));
        } finally {
            if (!planned) {
                found.close();
            }
        }
        if (!planned) {
            throw changed("was changed since it was listed: it holds another instance, or another size");
        }
        return found;
    }

    private boolean hasPlannedUids(ByteSource bytes) throws IOException {
        try {
            return InstanceHeader.read(bytes).uids().equals(Optional.of(item.uids()));
        } catch (DicomException notDicomAnyMore) {
            return false;
        }
    }

    /**
     * To be asked when all of it was read: what was written while it was read may be half of one and half of another.
     *
     * @throws ExportFailure if somebody wrote to it
     */
    void requireUnchanged() throws ExportFailure, IOException {
        if (opened != null && !Stoppable.call(batch::stopIfAsked, opened::isUnchanged)) {
            throw changed("was changed while it was read, or removed");
        }
    }

    private ExportFailure changed(String what) {
        return new ExportFailure(RpcCode.ABORTED, item.path() + " " + what + "; export again", null);
    }

    /**
     * Says that work on it begins; once.
     *
     * @throws ExportFailure if processes ended over it before
     */
    void begin() throws ExportFailure {
        if (!begun) {
            batch.begin(this);
            begun = true;
        }
    }

    BatchRun batch() {
        return batch;
    }

    /** Its place in the batch, from 0. */
    int number() {
        return number;
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
