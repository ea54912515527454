package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.VR;

/**
 * An element of a data set: what its header says and where its value is. The value is read when asked for.
 *
 * <p>Immutable and thread-safe; usable until the {@link DicomObject} is closed.
 */
public final class Element {

    /** What a length says that is not known before the value's end (PS3.5 7.1). */
    public static final long UNDEFINED_LENGTH = 0xFFFFFFFFL;

    private static final long[] NONE = {};

    private final DataSet owner;
    private final int tag;
    private final int vrCode;
    private final long offset;
    private final long valueOffset;
    private final long valueEnd;
    private final long declaredLength;
    private final boolean cut;
    /** Null where it is found when it is asked for. */
    private final ItemIndex itemIndex;

    private final long[] fragmentOffsets;
    private volatile Items items;

    Element(DataSet owner, ElementHeader header, long offset, long valueEnd, boolean cut) {
        this(owner, header, offset, valueEnd, cut, null, NONE);
    }

    Element(
            DataSet owner,
            ElementHeader header,
            long offset,
            long valueEnd,
            boolean cut,
            ItemIndex itemIndex,
            long[] fragmentOffsets) {
        this.owner = owner;
        this.tag = header.tag();
        this.vrCode = header.vrCode();
        this.offset = offset;
        this.valueOffset = header.valueOffset();
        this.declaredLength = header.length();
        this.valueEnd = valueEnd;
        this.cut = cut;
        this.itemIndex = itemIndex;
        this.fragmentOffsets = fragmentOffsets;
    }

    /** Group and element number. */
    public int tag() {
        return tag;
    }

    /** The VR as stored; empty where the coding has none or the two letters are no VR. */
    public Optional<VR> vr() {
        return Optional.ofNullable(storedVr());
    }

    VR storedVr() {
        return VR.of(vrCode);
    }

    /** The stored letters as a number, as {@link VR#code}; 0 where the coding has none. They may be no VR. */
    public int vrCode() {
        return vrCode;
    }

    /**
     * The VR to read the value by (PS3.5 6.2.2): the stored one if it is a VR and not UN, else the dictionary's, "US or
     * SS" by Pixel Representation, other ambiguous ones OW; LO for private creators; empty if nobody knows.
     */
    public Optional<VR> effectiveVr() throws IOException {
        VR stored = storedVr();
        return stored != null && stored != VR.UN ? Optional.of(stored) : VrChoice.byDictionary(this);
    }

    /** The length in the header; {@link #UNDEFINED_LENGTH} if undefined. Nothing of it need be true. */
    public long declaredLength() {
        return declaredLength;
    }

    public boolean isUndefinedLength() {
        return declaredLength == UNDEFINED_LENGTH;
    }

    /**
     * Bytes of the value that are there: less than declared if the data is cut; with undefined length all up to the
     * delimiter, items' or fragments' headers included.
     */
    public long length() {
        return valueEnd - valueOffset;
    }

    public boolean isEmpty() {
        return valueEnd == valueOffset;
    }

    /** Whether the value's numbers are big endian. What is in UN is little endian always (PS3.5 6.2.2). */
    public boolean isBigEndian() {
        return owner.coding().bigEndian() && vrCode != VR.UN.code();
    }

    /** Whether the data ends inside this element, or, in one of undefined length, is lost there. */
    public boolean isCut() {
        return cut;
    }

    /** Where its tag is, in {@link DicomObject#content()}. */
    public long offset() {
        return offset;
    }

    /** Where its value starts, in {@link DicomObject#content()}. */
    public long valueOffset() {
        return valueOffset;
    }

    /** The data set or item that it is in. */
    public DataSet dataSet() {
        return owner;
    }

    /** All of the value's bytes as stored. Values of 2 GiB and more are refused, as INVALID. */
    public byte[] bytes() throws IOException, DicomException {
        return bytes(Integer.MAX_VALUE - 16);
    }

    /** All of the value's bytes as stored, if they are no more than {@code max}; else INVALID. */
    public byte[] bytes(int max) throws IOException, DicomException {
        if (length() > max) {
            throw DicomException.invalid(Tag.format(tag) + " has " + length() + " bytes, at most " + max + " expected");
        }
        return head(max);
    }

    /** The first bytes of the value: {@code max} of them, or all if there are fewer. */
    public byte[] head(int max) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length(), max)];
        owner.window().read(valueOffset, bytes);
        return bytes;
    }

    /** Whether the value holds items: stored as SQ, or of undefined length and no pixels, or SQ by the dictionary. */
    public boolean isSequence() {
        if (isUndefinedLength()) {
            return !isEncapsulated();
        }
        return vrCode == VR.SQ.code() || (vrCode == 0 && Dictionary.isSequence(tag));
    }

    /**
     * The items of a sequence, none of anything else. Walks a sequence of defined length at the first call; at each one
     * in a data set with more sequences than anybody remembers.
     */
    public Items items() throws IOException, DicomException {
        Items known = items;
        if (known == null) {
            known = readItems();
            if (itemIndex != null || owner.mayKeep(known)) {
                items = known;
            }
        }
        return known;
    }

    private Items readItems() throws IOException, DicomException {
        if (!isSequence()) {
            return Items.none(this);
        }
        Coding coding = owner.coding().inside(vrCode);
        return itemIndex != null
                ? new Items(this, itemIndex, valueEnd, coding, cut)
                : Items.read(this, valueEnd, coding);
    }

    /**
     * The items of a value of defined length that is not stored as a sequence, such as UN or an unknown element in
     * implicit VR: there if its bytes parse as items to the last byte, at every level, in implicit VR.
     */
    public Optional<Items> hiddenItems() throws IOException, DicomException {
        return isUndefinedLength() || isSequence() ? Optional.empty() : HiddenItems.of(this);
    }

    /** Whether the value is encapsulated: fragments instead of bytes (PS3.5 A.4). */
    public boolean isEncapsulated() {
        return isUndefinedLength() && (Tag.isPixelData(tag) || vrCode == VR.OB.code() || vrCode == VR.OW.code());
    }

    /** The fragments of an encapsulated value, none of anything else. */
    public Fragments fragments() {
        return new Fragments(fragmentOffsets, valueEnd);
    }

    /** The values as text: decoded, split, trimmed; numbers in decimal. Empty for sequences and binary values. */
    public List<String> strings() throws IOException, DicomException {
        return Values.strings(this);
    }

    /**
     * The values of a binary VR as numbers, AT as tags, unsigned; what is cut off at the end is left out. Nothing of other
     * VRs.
     *
     * @return each an {@code Integer}, {@code Long}, {@code Float} or {@code Double}; of UV beyond a long its text in decimal
     * @throws DicomException INVALID if the value has more bytes than {@code max}
     */
    public List<Object> numbers(int max) throws IOException, DicomException {
        VR vr = effectiveVr().filter(VR::isNumber).orElse(null);
        return vr == null ? List.of() : Values.numbers(vr, bytes(max), isBigEndian());
    }

    @Override
    public String toString() {
        VR vr = storedVr();
        return Tag.format(tag) + (vr == null ? "" : " " + vr) + " of " + length() + " bytes at " + offset;
    }
}
