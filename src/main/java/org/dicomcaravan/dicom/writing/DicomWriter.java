package org.dicomcaravan.dicom.writing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;

/** Writes data sets made from scratch as DICOM files (PS3.10 7). */
public final class DicomWriter {

    private DicomWriter() {}

    /** A file in memory: preamble, file meta with the UIDs of the data set, and the data set. */
    public static byte[] toBytes(DataSetBuilder dataSet, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(dataSet, syntax, out);
        return out.toByteArray();
    }

    /** The data set alone, not deflated. */
    public static byte[] dataSetBytes(DataSetBuilder dataSet, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        dataSet.write(out, syntax);
        return out.toByteArray();
    }

    /** Writes a file; the stream stays open. */
    public static void write(DataSetBuilder dataSet, TransferSyntax syntax, OutputStream out) throws IOException {
        out.write(FileMeta.of(dataSet.uid(Tag.SOP_CLASS_UID), dataSet.uid(Tag.SOP_INSTANCE_UID), syntax)
                .encode());
        if (!syntax.isDeflated()) {
            dataSet.write(out, syntax);
            return;
        }
        try (RawDeflate deflated = new RawDeflate(out)) {
            dataSet.write(deflated, syntax);
        }
    }
}
