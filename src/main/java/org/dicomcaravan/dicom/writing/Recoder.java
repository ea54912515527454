package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.reading.Element;

/**
 * Writes a DICOM object in another transfer syntax, as a stream: elements and order as stored, a new file meta, no
 * group lengths, sequences of undefined length, values byte for byte but for their byte order. Pixels may be replaced,
 * and so may what describes them.
 *
 * <p>A value in little endian, in all methods. Not thread-safe; may be written several times.
 */
public final class Recoder {

    private final DicomObject source;
    private final TransferSyntax target;
    private final SortedMap<Integer, Edits.Edit> edits = new TreeMap<>(Integer::compareUnsigned);
    private Optional<NewPixels> pixels = Optional.empty();

    private Recoder(DicomObject source, TransferSyntax target) {
        this.source = source;
        this.target = target;
    }

    /** A recoder of an object, which must stay open. */
    public static Recoder of(DicomObject source, TransferSyntax target) {
        return new Recoder(source, target);
    }

    /** Gives an element of the top level a value; one that is not there comes in at its place by tag. */
    public Recoder set(int tag, VR vr, byte[] littleEndian) {
        edits.put(tag, Edits.Edit.of(vr, littleEndian));
        return this;
    }

    /** Gives an element of the top level a value of ASCII text. */
    public Recoder set(int tag, VR vr, String text) {
        return set(tag, vr, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Gives an element of the top level a value of 16 bits. */
    public Recoder set(int tag, int word) {
        return set(tag, VR.US, new byte[] {(byte) word, (byte) (word >> 8)});
    }

    /** Takes an element out of the top level. */
    public Recoder remove(int tag) {
        edits.put(tag, Edits.Edit.REMOVAL);
        return this;
    }

    /** Replaces the pixels by samples in little endian, which follow one another without padding. */
    public Recoder nativePixels(FrameSource frames) {
        pixels = Optional.of(new NewPixels.Native(frames));
        return this;
    }

    /**
     * Replaces the pixels by codestreams, one fragment each, with a Basic Offset Table, or an Extended Offset Table
     * where 32 bits don't hold the offsets.
     */
    public Recoder encapsulatedPixels(FrameSource frames) {
        pixels = Optional.of(new NewPixels.Encapsulated(frames));
        return this;
    }

    /**
     * The length of what {@link #write} writes, without reading values; empty for the deflated syntax, where only
     * writing tells.
     */
    public OptionalLong length() throws IOException, DicomException {
        if (target.isDeflated()) {
            return OptionalLong.empty();
        }
        CountingOutput counter = new CountingOutput();
        writeDataSet(counter);
        return OptionalLong.of(
                FileMeta.of(source.fileMeta(), source.dataSet(), target).encode().length + counter.count());
    }

    /**
     * Writes the file; the stream stays open.
     *
     * @throws DicomException INVALID if the source is cut or has items that can't be read; UNSUPPORTED if its pixels
     *     are encapsulated, the target is another syntax, and nothing replaces them
     */
    public void write(OutputStream out) throws IOException, DicomException {
        out.write(FileMeta.of(source.fileMeta(), source.dataSet(), target).encode());
        if (!target.isDeflated()) {
            StreamOutput output = new StreamOutput(out);
            writeDataSet(output);
            output.flush();
            return;
        }
        try (RawDeflate deflated = new RawDeflate(out)) {
            StreamOutput output = new StreamOutput(deflated);
            writeDataSet(output);
            output.flush();
        }
    }

    private void writeDataSet(EncodedOutput output) throws IOException, DicomException {
        Optional<Element> stored = pixelElement();
        checkPixels(stored);
        Edits changes = allEdits();
        ElementWriter writer = new ElementWriter(output, Coding.of(target.isExplicit(), target.isBigEndian()));
        DataSetCopy copy = new DataSetCopy(writer);
        for (Element element : source.dataSet()) {
            changes.writeBefore(element.tag(), writer);
            if (pixels.isPresent() && stored.get() == element) {
                pixels.get().write(writer, bitsAllocated());
            } else if (!changes.replace(element.tag(), writer)) {
                copy.element(element, 0);
            }
        }
        changes.writeRest(writer);
    }

    private Optional<Element> pixelElement() {
        return source.dataSet().elements().stream()
                .filter(element -> Tag.isPixelData(element.tag()))
                .findFirst();
    }

    private void checkPixels(Optional<Element> stored) throws DicomException {
        if (source.isCut()) {
            throw DicomException.invalid("the file ends inside an element; it can be copied, not recoded");
        }
        if (pixels.isPresent()) {
            if (stored.isEmpty()) {
                throw new DicomException(DicomException.Reason.NO_PIXEL_DATA, "no pixel data to replace");
            }
            if (stored.get().tag() != Tag.PIXEL_DATA) {
                throw DicomException.unsupported(Tag.describe(stored.get().tag()) + " has no codestreams");
            }
            return;
        }
        boolean same = target.equals(source.transferSyntax());
        if (stored.isPresent() && !same && (stored.get().isEncapsulated() || target.isEncapsulated())) {
            throw DicomException.unsupported(
                    "pixel data in " + source.transferSyntax() + " is not in " + target + " as it stands");
        }
    }

    /** What was set, and the offset tables beside new pixels. */
    private Edits allEdits() throws DicomException {
        TreeMap<Integer, Edits.Edit> all = new TreeMap<>(edits);
        if (pixels.isPresent()) {
            byte[][] tables = pixels.get().extendedTables();
            boolean extended = tables.length > 0;
            all.put(Tag.EXTENDED_OFFSET_TABLE, extended ? Edits.Edit.of(VR.OV, tables[0]) : Edits.Edit.REMOVAL);
            all.put(Tag.EXTENDED_OFFSET_TABLE_LENGTHS, extended ? Edits.Edit.of(VR.OV, tables[1]) : Edits.Edit.REMOVAL);
            all.put(Tag.ENCAPSULATED_PIXEL_DATA_VALUE_TOTAL_LENGTH, Edits.Edit.REMOVAL);
        }
        return new Edits(all, source.dataSet());
    }

    private int bitsAllocated() throws IOException {
        Edits.Edit edit = edits.get(Tag.BITS_ALLOCATED);
        return edit != null && edit.value().isPresent()
                ? edit.value().get().u16(0, false)
                : source.dataSet().word(Tag.BITS_ALLOCATED).orElse(16);
    }
}
