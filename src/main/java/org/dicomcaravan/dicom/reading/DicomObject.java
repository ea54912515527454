package org.dicomcaravan.dicom.reading;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Spool;

/**
 * A DICOM file, opened lazily: the headers of its top-level elements and where everything is. Values, items and frames
 * are read when asked for, so that an instance of many gigabytes costs kilobytes, and the offsets of its fragments.
 *
 * <p>Reads what PS3.10 describes and what is found instead: files without preamble, file meta or transfer syntax, data
 * sets in another native coding than stated, data that ends inside an element.
 *
 * <p>Thread-safe.
 */
public final class DicomObject implements Closeable {

    /** Where inflated data sets lie while they are open. */
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final ByteSource source;
    private final ByteSource content;
    private final Preface preface;
    private final DataSet dataSet;
    private final boolean whole;

    private DicomObject(ByteSource source, ByteSource content, Preface preface, DataSet dataSet, boolean whole) {
        this.source = source;
        this.content = content;
        this.preface = preface;
        this.dataSet = dataSet;
        this.whole = whole;
    }

    /**
     * Opens a file. A deflated data set is inflated, into a temporary file if it is large.
     *
     * @param source closed with the object; left open if this throws
     * @throws DicomException NOT_DICOM if it is none; INVALID beyond the limits on elements, items and inflated size
     */
    public static DicomObject open(ByteSource source) throws IOException, DicomException {
        ByteWindow window = new ByteWindow(source);
        Preface preface = Preface.read(window);
        long at = preface.dataSetOffset();
        if (!preface.stated().equals(TransferSyntax.DEFLATED.uid()) || isPlain(preface, window)) {
            return open(source, source, preface, window, at, true);
        }
        try (Spool spool = new Spool(TEMPORARY, () -> {}, OptionalLong.empty())) {
            Inflation.Result inflated = Inflation.inflate(source, at, spool);
            ByteSource content = spool.finish();
            try {
                return open(source, content, preface, new ByteWindow(content), 0, inflated.whole());
            } catch (IOException | DicomException | RuntimeException e) {
                content.close();
                throw e;
            }
        }
    }

    private static DicomObject open(
            ByteSource source, ByteSource content, Preface preface, ByteWindow window, long at, boolean whole)
            throws IOException, DicomException {
        Coding coding = preface.codingAt(window, at);
        DataSet dataSet = new DataSetParser(window, coding, at, window.size(), false).parse(null);
        return new DicomObject(source, content, preface, dataSet, whole);
    }

    /** Whether what is said to be deflated is a data set as it stands: no deflate stream starts with group 0008. */
    static boolean isPlain(Preface preface, ByteWindow window) throws IOException {
        long at = preface.dataSetOffset();
        return at + 6 <= window.size() && window.u16(at, false) == 8 && VR.of(window.u16(at + 4, true)) != null;
    }

    /** Whether the preamble and the prefix "DICM" are there. */
    public boolean hasPreamble() {
        return preface.prefix();
    }

    /** Group 0002; empty if the file has none. */
    public DataSet fileMeta() {
        return preface.meta();
    }

    /** All groups from 0004 on. */
    public DataSet dataSet() {
        return dataSet;
    }

    /** The transfer syntax UID of the file meta, as stated. */
    public Optional<String> statedTransferSyntax() {
        return preface.stated().isEmpty() ? Optional.empty() : Optional.of(preface.stated());
    }

    /**
     * The transfer syntax that the file is in: the stated one, but where that is native and the data set is in another
     * native coding, or where none is stated, the one that it really is in.
     */
    public TransferSyntax transferSyntax() {
        TransferSyntax stated = TransferSyntax.of(preface.stated());
        if (!preface.stated().isEmpty() && (stated.isEncapsulated() || content != source)) {
            return stated;
        }
        if (!dataSet.coding().explicit()) {
            return TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        }
        return dataSet.coding().bigEndian()
                ? TransferSyntax.EXPLICIT_BIG_ENDIAN
                : TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    }

    /** The file's bytes. */
    public ByteSource source() {
        return source;
    }

    /** The bytes that offsets of the data set's elements count in: the file's, or those of the inflated data set. */
    public ByteSource content() {
        return content;
    }

    /** Where the data set starts in {@link #source()}: after the file meta. Deflated or not. */
    public long dataSetOffset() {
        return preface.dataSetOffset();
    }

    /** Whether the file ends inside an element, or its deflate stream before its end. */
    public boolean isCut() {
        return dataSet.isCut() || preface.meta().isCut() || !whole;
    }

    /** Closes the source too. */
    @Override
    public void close() throws IOException {
        try (source) {
            if (content != source) {
                content.close();
            }
        }
    }
}
