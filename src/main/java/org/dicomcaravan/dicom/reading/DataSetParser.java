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

    /** Says before each element whether to go on. */
    interface Until {
        boolean stop(int tag);
    }

    private final ByteWindow window;
    private final Coding coding;
    private final long end;
    private final boolean delimited;
    private final List<Element> found = new ArrayList<>();
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
        return parse(parent, tag -> false);
    }

    DataSet parse(DataSet parent, Until until) throws IOException, DicomException {
        DataSet owner = new DataSet(window, coding, parent);
        while (at + 8 <= end && !cut) {
            int tag = window.tag(at, coding.bigEndian());
            if (until.stop(tag)) {
                break;
            }
            if (tag == Tag.ITEM_DELIMITATION_ITEM || tag == Tag.SEQUENCE_DELIMITATION_ITEM) {
                at += 8;
                if (delimited) {
                    break;
                }
                continue;
            }
            if (found.size() == MAX_ELEMENTS) {
                throw DicomException.invalid("more than " + MAX_ELEMENTS + " elements in one data set");
            }
            found.add(element(owner, tag));
        }
        owner.complete(found, cut);
        return owner;
    }

    private Element element(DataSet owner, int tag) throws IOException, DicomException {
        long start = at;
        ElementHeader header = ElementHeader.read(window, tag, at, end, coding);
        if (header.cut()) {
            cut = true;
            at = end;
            return new Element(owner, header, start, end, true, null);
        }
        if (!header.isUndefined()) {
            long stop = Math.min(header.valueOffset() + header.length(), end);
            cut = header.valueOffset() + header.length() > end;
            at = stop;
            return new Element(owner, header, start, stop, cut, null);
        }
        ItemWalk walk = new ItemWalk(window, end);
        Offsets index = new Offsets();
        at = header.holdsFragments()
                ? walk.fragments(header.valueOffset(), coding.bigEndian(), index)
                : walk.items(header.valueOffset(), coding.inside(header.vrCode()), true, index);
        cut = walk.cut();
        return new Element(owner, header, start, walk.contentEnd(), cut, index.toArray());
    }
}
