package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;

/** Reads the headers of one data set's or item's elements. */
final class DataSetParser {

    /** Elements of one data set or item: no instance has more. */
    static final int MAX_ELEMENTS = 1 << 17;

    /** Offsets of items that are kept while a data set is parsed, 2 MiB; where there are more, items are found when asked for. */
    static final int ITEM_OFFSETS = 1 << 18;

    /** What becomes of an element. */
    enum Step {
        KEEP,
        PASS,
        /** It is not read, and nothing behind it. */
        STOP
    }

    /** Says before each element what to do. */
    interface Choice {
        Step at(int tag);
    }

    private final ByteWindow window;
    private final Coding coding;
    private final long end;
    private final boolean delimited;
    private final List<Element> found = new ArrayList<>();
    private int itemOffsets = ITEM_OFFSETS;
    private int fragmentOffsets = FragmentOffsets.MAX;
    private int elements;
    private boolean cut;
    private long at;

    /**
     * A parser of the elements between two offsets.
     *
     * @param delimited whether an item delimiter ends them; stray delimiters elsewhere are passed over
     */
    DataSetParser(ByteWindow window, Coding coding, long start, long end, boolean delimited) {
        this.window = window;
        this.coding = coding;
        this.at = start;
        this.end = end;
        this.delimited = delimited;
    }

    /** Where the parser stands: after what it has read. */
    long position() {
        return at;
    }

    DataSet parse(DataSet parent) throws IOException, DicomException {
        return parse(parent, tag -> Step.KEEP);
    }

    /** Parses what is to be kept; nothing is held of what is passed over, however much it is. */
    DataSet parse(DataSet parent, Choice choice) throws IOException, DicomException {
        DataSet owner = new DataSet(window, coding, parent);
        while (at + 8 <= end && !cut) {
            int tag = window.tag(at, coding.bigEndian());
            Step step = choice.at(tag);
            if (step == Step.STOP) {
                break;
            }
            if (tag == Tag.ITEM_DELIMITATION_ITEM || tag == Tag.SEQUENCE_DELIMITATION_ITEM) {
                at += 8;
                if (delimited) {
                    break;
                }
                continue;
            }
            if (elements++ == MAX_ELEMENTS) {
                throw DicomException.invalid("more than " + MAX_ELEMENTS + " elements in one data set");
            }
            Element element = element(owner, tag, step == Step.KEEP);
            if (step == Step.KEEP) {
                found.add(element);
            }
        }
        owner.complete(found, cut, itemOffsets);
        return owner;
    }

    private Element element(DataSet owner, int tag, boolean keep) throws IOException, DicomException {
        long start = at;
        ElementHeader header = ElementHeader.read(window, tag, at, end, coding);
        if (header.cut()) {
            cut = true;
            at = end;
            return new Element(owner, header, start, end, true);
        }
        if (!header.isUndefined()) {
            long stop = Math.min(header.valueOffset() + header.length(), end);
            cut = header.valueOffset() + header.length() > end;
            at = stop;
            return new Element(owner, header, start, stop, cut);
        }
        ItemWalk walk = new ItemWalk(window, end);
        return header.holdsFragments() ? fragments(owner, header, walk, keep) : items(owner, header, walk, keep);
    }

    private Element fragments(DataSet owner, ElementHeader header, ItemWalk walk, boolean keep)
            throws IOException, DicomException {
        long start = at;
        FragmentOffsets index = keep ? new FragmentOffsets(fragmentOffsets) : null;
        boolean last = !delimited && Tag.isPixelData(header.tag());
        at = walk.fragments(header.valueOffset(), coding.bigEndian(), last, index);
        cut = walk.cut();
        fragmentOffsets -= keep ? index.size() : 0;
        return new Element(owner, header, start, walk.contentEnd(), cut, null, keep ? index.toArray() : new long[0]);
    }

    private Element items(DataSet owner, ElementHeader header, ItemWalk walk, boolean keep)
            throws IOException, DicomException {
        long start = at;
        ItemIndex index = keep && itemOffsets > 0 ? new ItemIndex() : null;
        at = walk.items(header.valueOffset(), coding.inside(header.vrCode()), true, index);
        cut = walk.cut();
        itemOffsets -= index == null ? 0 : index.trim().kept();
        return new Element(owner, header, start, walk.contentEnd(), cut, index, new long[0]);
    }
}
