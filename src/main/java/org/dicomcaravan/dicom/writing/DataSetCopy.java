package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.ByteWindow;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.reading.Fragments;
import org.dicomcaravan.dicom.reading.Items;

/**
 * Writes the elements of a data set in another coding: same elements, same order, same values, byte order aside. Group
 * lengths go; sequences and items get undefined length; VRs come from the dictionary where the source has none.
 */
final class DataSetCopy {

    /** Items inside one another; no instance has more. */
    private static final int MAX_DEPTH = 256;

    private final ElementWriter writer;
    private final Coding target;

    DataSetCopy(ElementWriter writer) {
        this.writer = writer;
        this.target = writer.coding();
    }

    void element(Element element, int depth) throws IOException, DicomException {
        if (element.isCut()) {
            throw DicomException.invalid("the data ends inside " + Tag.describe(element.tag()));
        }
        if (Tag.isGroupLength(element.tag())) {
            return;
        }
        if (element.isEncapsulated()) {
            fragments(element);
        } else if (!element.isSequence()) {
            value(element, writtenVr(element, depth));
        } else if (staysUnknown(element)) {
            unknownItems(element);
        } else {
            items(element, depth);
        }
    }

    /**
     * Items in UN are implicit little endian wherever they are, and stay so. So do items that an implicit data set has
     * in an element that is no sequence by the dictionary.
     */
    private boolean staysUnknown(Element element) {
        if (element.vrCode() != 0) {
            return element.vrCode() == VR.UN.code();
        }
        return target.explicit()
                && !element.dataSet().coding().bigEndian()
                && Dictionary.lookup(element.tag())
                        .map(entry -> !entry.isSequence())
                        .orElse(false);
    }

    private void unknownItems(Element element) throws IOException {
        writer.header(element.tag(), VR.UN.code(), Element.UNDEFINED_LENGTH);
        writer.output().copy(element.dataSet().window(), element.valueOffset(), element.length(), 1);
        new ElementWriter(writer.output(), Coding.IMPLICIT).delimiter(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
    }

    /** Bytes that an implicit data set has where only the dictionary says that items are: nobody knows what they are. */
    private boolean isOtherThanTheDictionarySays(Element element) {
        return element.vrCode() == 0
                && !element.isUndefinedLength()
                && target.explicit()
                && !element.dataSet().coding().bigEndian();
    }

    private void items(Element element, int depth) throws IOException, DicomException {
        Items items = element.items();
        if (items.isCut() && isOtherThanTheDictionarySays(element)) {
            value(element, VR.UN.code());
            return;
        }
        if (items.isCut()) {
            throw DicomException.invalid("the items of " + Tag.describe(element.tag()) + " end before they should");
        }
        if (depth >= MAX_DEPTH) {
            throw DicomException.invalid("sequences nested deeper than " + MAX_DEPTH + " levels");
        }
        if (items.size() == 0) {
            writer.header(element.tag(), VR.SQ.code(), 0);
            return;
        }
        writer.header(element.tag(), VR.SQ.code(), Element.UNDEFINED_LENGTH);
        for (int i = 0; i < items.size(); i++) {
            writer.delimiter(Tag.ITEM, Element.UNDEFINED_LENGTH);
            for (Element inner : items.get(i)) {
                element(inner, depth + 1);
            }
            writer.delimiter(Tag.ITEM_DELIMITATION_ITEM, 0);
        }
        writer.delimiter(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
    }

    private void fragments(Element element) throws IOException {
        Fragments fragments = element.fragments();
        ByteWindow window = element.dataSet().window();
        int code = element.vrCode() == 0 || element.vrCode() == VR.UN.code() ? VR.OB.code() : element.vrCode();
        writer.header(element.tag(), code, Element.UNDEFINED_LENGTH);
        fragment(window, fragments.tableStart(), fragments.tableLength());
        for (int i = 0; i < fragments.size(); i++) {
            fragment(window, fragments.offset(i), fragments.length(i));
        }
        writer.delimiter(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
    }

    private void fragment(ByteWindow window, long offset, long length) throws IOException {
        writer.delimiter(Tag.ITEM, ElementWriter.even(length));
        writer.output().copy(window, offset, length, 1);
        writer.pad(length, VR.OB);
    }

    private void value(Element element, int vr) throws IOException {
        int code = vr;
        long length = element.length();
        VR padding = VR.of(code);
        code = writer.fitting(code, ElementWriter.even(length));
        writer.header(element.tag(), code, ElementWriter.even(length));
        writer.output().copy(element.dataSet().window(), element.valueOffset(), length, swappedWord(element, code));
        writer.pad(length, padding);
    }

    private int swappedWord(Element element, int code) throws IOException {
        boolean toBig = target.bigEndian() && code != VR.UN.code();
        if (element.isBigEndian() == toBig) {
            return 1;
        }
        VR vr = element.vr().filter(stored -> stored != VR.UN).orElse(VR.of(code));
        return vr == null ? 1 : vr.wordSize();
    }

    /** The two letters to write. Those of an explicit source stay, but for native pixels that name a wrong word. */
    private int writtenVr(Element element, int depth) throws IOException {
        int stored = element.vrCode();
        boolean explicit = element.dataSet().coding().explicit();
        if (element.tag() == Tag.PIXEL_DATA && (depth == 0 || !explicit)) {
            return nativePixelVr(element, stored).code();
        }
        return explicit ? stored : explicitVr(element).code();
    }

    /** The VR that explicit coding gets for an element of implicit coding (PS3.5 A.1, A.2): UN if nobody knows. */
    private static VR explicitVr(Element element) throws IOException {
        VR vr = element.effectiveVr().orElse(VR.UN);
        if (vr != VR.OW || element.tag() != Tag.WAVEFORM_DATA) {
            return vr;
        }
        return element.dataSet().word(Tag.WAVEFORM_BITS_ALLOCATED).orElse(16) > 8 ? VR.OW : VR.OB;
    }

    /** PS3.5 8.1.2: OW beyond 8 bits allocated; up to 8 bits OB or OW. */
    private static VR nativePixelVr(Element element, int stored) throws IOException {
        int allocated = element.dataSet().word(Tag.BITS_ALLOCATED).orElse(16);
        return allocated > 8 || stored == VR.OW.code() ? VR.OW : VR.OB;
    }
}
