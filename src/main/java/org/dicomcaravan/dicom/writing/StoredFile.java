package org.dicomcaravan.dicom.writing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.reading.DataSetStart;
import org.dicomcaravan.dicom.reading.Preface;
import org.dicomcaravan.io.ByteSource;

/**
 * A file as it is stored, byte for byte; one without preamble or file meta gets them (PS3.10 7.1), its data set stays as
 * it was. Nothing of the data set is parsed or inflated but, for such a file, what comes before the UIDs. Immutable and
 * thread-safe; usable while the source is open.
 */
public final class StoredFile {

    private final ByteSource source;
    private final TransferSyntax transferSyntax;
    private final byte[] head;
    private final long bodyOffset;

    private StoredFile(ByteSource source, TransferSyntax transferSyntax, byte[] head, long bodyOffset) {
        this.source = source;
        this.transferSyntax = transferSyntax;
        this.head = head;
        this.bodyOffset = bodyOffset;
    }

    /**
     * The file that a source holds.
     *
     * @throws DicomException NOT_DICOM if it is none; INVALID or TOO_LARGE if it has no file meta, and its UIDs can't be
     *     read
     */
    public static StoredFile of(ByteSource source) throws IOException, DicomException {
        Preface preface = Preface.read(source);
        if (preface.prefix() && !preface.meta().isEmpty()) {
            return new StoredFile(source, preface.transferSyntax(), new byte[0], 0);
        }
        TransferSyntax syntax =
                preface.statedTransferSyntax().map(TransferSyntax::of).orElseGet(preface::transferSyntax);
        try (DataSetStart start = DataSetStart.upTo(source, Tag.SOP_INSTANCE_UID)) {
            byte[] head = FileMeta.of(preface.meta(), start.dataSet(), syntax).encode();
            return new StoredFile(source, preface.transferSyntax(), head, preface.dataSetOffset());
        }
    }

    /** The transfer syntax that it is in, see {@link Preface#transferSyntax}. */
    public TransferSyntax transferSyntax() {
        return transferSyntax;
    }

    public long length() {
        return head.length + source.size() - bodyOffset;
    }

    public InputStream open() {
        InputStream body = source.stream(bodyOffset, source.size() - bodyOffset);
        return head.length == 0 ? body : new SequenceInputStream(new ByteArrayInputStream(head), body);
    }
}
