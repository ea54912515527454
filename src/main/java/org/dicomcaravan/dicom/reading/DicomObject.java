package org.dicomcaravan.dicom.reading;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Scratch;
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

    private static final int INFLATED_PIECE = 64 << 10;

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
     * Opens a file. A deflated data set is inflated in memory, where it may have 64 MiB.
     *
     * @see #open(ByteSource, Scratch.Share)
     */
    public static DicomObject open(ByteSource source) throws IOException, DicomException {
        return open(source, Scratch.none().share(() -> {}));
    }

    /**
     * Opens a file.
     *
     * @param source closed with the object; left open if this throws
     * @param scratch where a deflated data set is inflated to
     * @throws DicomException NOT_DICOM if it is none; INVALID or TOO_LARGE beyond the limits on elements, items and
     *     inflated size
     */
    public static DicomObject open(ByteSource source, Scratch.Share scratch) throws IOException, DicomException {
        ByteWindow window = new ByteWindow(source);
        Preface preface = Preface.read(window);
        if (!preface.deflated()) {
            DataSet dataSet = parse(window, preface.coding(), preface.dataSetOffset());
            return new DicomObject(source, source, preface, dataSet, true);
        }
        try (Inflation inflation = new Inflation(source, preface.dataSetOffset())) {
            ByteSource content = inflate(inflation, scratch);
            try {
                ByteWindow inflated = new ByteWindow(content);
                DataSet dataSet = parse(inflated, preface.inflatedCoding(inflated), 0);
                return new DicomObject(source, content, preface, dataSet, inflation.isWhole());
            } catch (IOException | DicomException | RuntimeException e) {
                content.close();
                throw e;
            }
        }
    }

    private static ByteSource inflate(Inflation inflation, Scratch.Share scratch) throws IOException, DicomException {
        try (Spool spool = scratch.spool(OptionalLong.empty())) {
            byte[] piece = new byte[INFLATED_PIECE];
            for (int count = inflation.read(piece, 0, piece.length); count >= 0; ) {
                spool.write(piece, 0, count);
                count = inflation.read(piece, 0, piece.length);
            }
            return spool.finish();
        }
    }

    private static DataSet parse(ByteWindow window, Coding coding, long at) throws IOException, DicomException {
        return new DataSetParser(window, coding, at, window.size(), false).parse(null);
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
        return preface.statedTransferSyntax();
    }

    /** The transfer syntax that the file is in, see {@link Preface#transferSyntax}. */
    public TransferSyntax transferSyntax() {
        return preface.transferSyntax();
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
