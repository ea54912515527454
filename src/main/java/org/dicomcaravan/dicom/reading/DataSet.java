package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Padding;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.text.SpecificCharacterSet;

/**
 * The elements of a data set or of an item of a sequence, in stored order.
 *
 * <p>Immutable and thread-safe. Looking up and iterating costs no I/O; values are read when asked for. Where a tag is
 * there twice, the first counts.
 */
public final class DataSet implements Iterable<Element> {

    /** Bytes of Specific Character Set that are read: more than all its defined terms have. */
    private static final int MAX_TERMS = 1 << 10;
    /** A UID has 64 characters; what is longer is none. */
    private static final int MAX_UID = 256;

    private final ByteWindow window;
    private final Coding coding;
    private final DataSet parent;
    private List<Element> elements = List.of();
    private boolean ascending;
    private boolean cut;
    /** So many offsets of items may still be kept. */
    private final AtomicInteger offsets = new AtomicInteger();

    private volatile SpecificCharacterSet characterSet;

    DataSet(ByteWindow window, Coding coding, DataSet parent) {
        this.window = window;
        this.coding = coding;
        this.parent = parent;
    }

    /** Once, by the parser, before anybody else sees the data set. */
    void complete(List<Element> found, boolean endsInside, int spareOffsets) {
        elements = List.copyOf(found);
        offsets.set(spareOffsets);
        cut = endsInside;
        ascending = true;
        for (int i = 1; i < elements.size() && ascending; i++) {
            ascending = Integer.compareUnsigned(
                            elements.get(i - 1).tag(), elements.get(i).tag())
                    < 0;
        }
    }

    /** The bytes that offsets of elements count in. */
    public ByteWindow window() {
        return window;
    }

    /** How its elements are encoded. */
    public Coding coding() {
        return coding;
    }

    /** Whether the items of one of its sequences may be kept. */
    boolean mayKeep(Items items) {
        return offsets.addAndGet(-items.kept()) >= 0;
    }

    /** All elements, in stored order; group lengths and repeated tags too. */
    public List<Element> elements() {
        return elements;
    }

    @Override
    public Iterator<Element> iterator() {
        return elements.iterator();
    }

    public boolean isEmpty() {
        return elements.isEmpty();
    }

    /** Whether the data ends inside the last element. What comes after a cut is not there. */
    public boolean isCut() {
        return cut;
    }

    /** The data set around this item; empty for the top level. */
    public Optional<DataSet> parent() {
        return Optional.ofNullable(parent);
    }

    /** The first element with a tag. */
    public Optional<Element> get(int tag) {
        return Optional.ofNullable(find(tag));
    }

    public boolean contains(int tag) {
        return find(tag) != null;
    }

    /** The first element with a tag, or null. */
    Element find(int tag) {
        if (!ascending) {
            for (Element element : elements) {
                if (element.tag() == tag) {
                    return element;
                }
            }
            return null;
        }
        int low = 0;
        int high = elements.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(elements.get(middle).tag(), tag);
            if (order == 0) {
                return elements.get(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /**
     * The first value of an element as text, trimmed; empty if the element is absent, empty or no text and no number.
     */
    public Optional<String> string(int tag) throws IOException {
        Element element = find(tag);
        return element == null ? Optional.empty() : Values.first(element);
    }

    /** The raw characters of a UID, padding at the end taken off; empty if the element is absent or a sequence. */
    public Optional<String> uid(int tag) throws IOException {
        Element element = find(tag);
        if (element == null || element.isUndefinedLength()) {
            return Optional.empty();
        }
        return Optional.of(Padding.trimEnd(new String(element.head(MAX_UID), StandardCharsets.ISO_8859_1)));
    }

    /** All values of an element as text, as {@link Element#strings()} has them. */
    public List<String> strings(int tag) throws IOException, DicomException {
        Element element = find(tag);
        return element == null ? List.of() : Values.strings(element);
    }

    /** The first value of an element as a number: binary, or text that reads {@code [+-]?\d+} and fits an int. */
    public OptionalInt integer(int tag) throws IOException {
        Element element = find(tag);
        return element == null ? OptionalInt.empty() : Values.integer(element);
    }

    /** The first value of an element as a finite number, binary or text. */
    public Optional<Double> number(int tag) throws IOException {
        Element element = find(tag);
        return element == null ? Optional.empty() : Values.number(element);
    }

    /** The first 16 bits of an element as an unsigned number, whatever its VR: for US elements, right or wrong. */
    public OptionalInt word(int tag) throws IOException {
        Element element = find(tag);
        if (element == null || element.length() < 2) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(window.u16(element.valueOffset(), element.isBigEndian()));
    }

    /** The first item of a sequence. */
    public Optional<DataSet> firstItem(int sequenceTag) throws IOException, DicomException {
        Element element = find(sequenceTag);
        if (element == null) {
            return Optional.empty();
        }
        Items items = element.items();
        return items.size() == 0 ? Optional.empty() : Optional.of(items.get(0));
    }

    /** Whether Pixel Representation, of this data set or of the nearest around it that has one, is not 0. */
    public boolean isSigned() throws IOException {
        for (DataSet around = this; around != null; around = around.parent) {
            Element sign = around.find(Tag.PIXEL_REPRESENTATION);
            if (sign != null && !sign.isEmpty()) {
                for (byte b : sign.head(64)) {
                    if (b != 0) {
                        return true;
                    }
                }
                return false;
            }
        }
        return false;
    }

    /** The Specific Character Set of this data set, or of the nearest around it that has one. */
    public SpecificCharacterSet characterSet() throws IOException {
        SpecificCharacterSet known = characterSet;
        if (known == null) {
            known = readCharacterSet();
            characterSet = known;
        }
        return known;
    }

    private SpecificCharacterSet readCharacterSet() throws IOException {
        Element terms = find(Tag.SPECIFIC_CHARACTER_SET);
        if (terms != null && !terms.isUndefinedLength()) {
            Optional<SpecificCharacterSet> own = SpecificCharacterSet.of(terms.head(MAX_TERMS));
            if (own.isPresent()) {
                return own.get();
            }
        }
        return parent == null ? SpecificCharacterSet.DEFAULT : parent.characterSet();
    }
}
