package org.dicomcaravan.dicom.writing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.reading.DicomObject;

/**
 * An object as it is stored, byte for byte; a file without preamble or file meta gets them (PS3.10 7.1), its data set
 * stays as it was. Immutable and thread-safe; usable while the object is open.
 */
public final class StoredFile {

    private final DicomObject object;
    private final byte[] head;

    private StoredFile(DicomObject object, byte[] head) {
        this.object = object;
        this.head = head;
    }

    /** The file of an object. */
    public static StoredFile of(DicomObject object) throws IOException, DicomException {
        boolean whole = object.hasPreamble() && !object.fileMeta().isEmpty();
        TransferSyntax syntax =
                object.statedTransferSyntax().map(TransferSyntax::of).orElseGet(object::transferSyntax);
        return new StoredFile(
                object, whole ? new byte[0] : FileMeta.of(object, syntax).encode());
    }

    /** Whether the file goes out without a change. */
    public boolean isUnchanged() {
        return head.length == 0;
    }

    private long bodyOffset() {
        return isUnchanged() ? 0 : object.dataSetOffset();
    }

    public long length() {
        return head.length + object.source().size() - bodyOffset();
    }

    public InputStream open() {
        InputStream body = object.source().stream(bodyOffset(), object.source().size() - bodyOffset());
        return isUnchanged() ? body : new SequenceInputStream(new ByteArrayInputStream(head), body);
    }
}
