package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.Objects;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;

/**
 * The items of a sequence: offsets only, eight bytes an item. An item is parsed each time that it is asked for, so that
 * a sequence of 400,000 costs what its offsets cost. Immutable and thread-safe.
 */
public final class Items {

    private final Element sequence;
    private final long[] offsets;
    private final long end;
    private final Coding coding;
    private final boolean cut;

    Items(Element sequence, long[] offsets, long end, Coding coding, boolean cut) {
        this.sequence = sequence;
        this.offsets = offsets;
        this.end = end;
        this.coding = coding;
        this.cut = cut;
    }

    static Items none(Element sequence) {
        return new Items(
                sequence,
                new long[0],
                sequence.valueOffset(),
                sequence.dataSet().coding(),
                false);
    }

    /** The items in a value of defined length. */
    static Items read(Element sequence, long start, long end, Coding coding) throws IOException, DicomException {
        ItemWalk walk = new ItemWalk(sequence.dataSet().window(), end);
        Offsets index = new Offsets();
        walk.items(start, coding, false, index);
        return new Items(sequence, index.toArray(), end, coding, walk.cut() || sequence.isCut());
    }

    public int size() {
        return offsets.length;
    }

    /** Whether the sequence ends before it should, or holds something that is no item: later items are missing. */
    public boolean isCut() {
        return cut;
    }

    /** The element that they are in. */
    public Element sequence() {
        return sequence;
    }

    /**
     * Parses an item.
     *
     * @param index from 0
     */
    public DataSet get(int index) throws IOException, DicomException {
        ByteWindow window = sequence.dataSet().window();
        long at = offsets[Objects.checkIndex(index, offsets.length)];
        long length = window.u32(at + 4, coding.bigEndian());
        boolean delimited = length == Element.UNDEFINED_LENGTH;
        long stop = delimited ? end : Math.min(at + 8 + length, end);
        return new DataSetParser(window, coding, at + 8, stop, delimited).parse(sequence.dataSet());
    }
}
