package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.Objects;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;

/**
 * The items of a sequence: where they are, in at most half a mebibyte. An item is parsed each time that it is asked for,
 * so that a sequence of 400,000 costs little; asking for one after the other costs least. Thread-safe.
 */
public final class Items {

    private static final int MAX = 1 << 28;

    /** Where an item is. */
    private record Place(int item, long offset) {}

    private final Element sequence;
    private final ItemIndex index;
    private final long end;
    private final Coding coding;
    private final boolean cut;
    private volatile Place next = new Place(-1, 0);

    Items(Element sequence, ItemIndex index, long end, Coding coding, boolean cut) throws DicomException {
        if (index.count() > MAX) {
            throw DicomException.invalid("more than %,d items in a sequence".formatted(MAX));
        }
        this.sequence = sequence;
        this.index = index.trim();
        this.end = end;
        this.coding = coding;
        this.cut = cut;
    }

    static Items none(Element sequence) throws DicomException {
        return new Items(
                sequence,
                new ItemIndex(),
                sequence.valueOffset(),
                sequence.dataSet().coding(),
                false);
    }

    /** The items in the value of an element. */
    static Items read(Element sequence, long end, Coding coding) throws IOException, DicomException {
        ItemWalk walk = new ItemWalk(sequence.dataSet().window(), end);
        ItemIndex index = new ItemIndex();
        walk.items(sequence.valueOffset(), coding, false, index);
        return new Items(sequence, index, end, coding, walk.cut() || sequence.isCut());
    }

    public int size() {
        return (int) index.count();
    }

    /** How many offsets are held. */
    int kept() {
        return index.kept();
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
     * @param item from 0
     */
    public DataSet get(int item) throws IOException, DicomException {
        ByteWindow window = sequence.dataSet().window();
        long at = offset(Objects.checkIndex(item, size()));
        long length = window.u32(at + 4, coding.bigEndian());
        boolean delimited = length == Element.UNDEFINED_LENGTH;
        long stop = delimited ? end : Math.min(at + 8 + length, end);
        DataSetParser parser = new DataSetParser(window, coding, at + 8, stop, delimited);
        DataSet parsed = parser.parse(sequence.dataSet());
        next = new Place(item + 1, delimited ? parser.position() : stop);
        return parsed;
    }

    private long offset(int item) throws IOException, DicomException {
        Place last = next;
        if (last.item == item) {
            return last.offset;
        }
        int known = index.known(item);
        long at = index.offset(known);
        ItemWalk walk = new ItemWalk(sequence.dataSet().window(), end);
        for (int i = known; i < item; i++) {
            at = walk.itemEnd(at, coding);
        }
        return at;
    }
}
