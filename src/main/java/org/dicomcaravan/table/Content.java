package org.dicomcaravan.table;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.reading.Items;
import org.dicomcaravan.dicom.text.SpecificCharacterSet;
import org.dicomcaravan.dicom.text.Text;

/** What an element holds, read by the VR that it has, or ought to have. Immutable. */
sealed interface Content {

    /** So many bytes that nobody knows the meaning of are shown as they are. */
    int MOST_HEX = 1024;
    /** What is longer is no value that a row can hold: BigQuery takes rows of 100 MB. */
    int MOST_BYTES = 64 << 20;

    /** A sequence. */
    record Sequence(Items items) implements Content {}

    /** Text: all of it, and its values. */
    record Words(VR vr, String whole, List<String> values) implements Content {}

    /**
     * Numbers.
     *
     * @param values each a {@code Long}, a {@code Double}, or text of an integer beyond a long
     */
    record Numbers(VR vr, List<Object> values) implements Content {

        /** Each in decimal. */
        List<String> texts() {
            return values.stream()
                    .map(value ->
                            value instanceof Double number ? NumberText.of(number, vr == VR.FL) : value.toString())
                    .toList();
        }
    }

    /** Bytes without a meaning that anybody knows. */
    record Unknown(byte[] bytes) implements Content {

        String hex() {
            return "hex:" + HexFormat.of().formatHex(bytes);
        }
    }

    /** What is left out. */
    record Binary() implements Content {}

    /** Nothing. */
    record Empty() implements Content {}

    /**
     * Reads an element.
     *
     * @param around what it is in
     * @throws DicomException if there is no room for it
     */
    static Content of(Element element, Around around) throws IOException, DicomException {
        around.room().element();
        if (element.isSequence()) {
            return new Sequence(element.items());
        }
        if (element.isEncapsulated() || element.isCut() || element.length() > MOST_BYTES) {
            return new Binary();
        }
        Optional<VR> vr = element.effectiveVr();
        if (vr.isEmpty()) {
            return unknown(element, around.room());
        }
        if (vr.get() == VR.SQ) {
            return element.isEmpty()
                    ? new Empty()
                    : element.hiddenItems().<Content>map(Sequence::new).orElseGet(Binary::new);
        }
        if (!vr.get().isText() && !vr.get().isNumber()) {
            return new Binary();
        }
        if (element.isEmpty()) {
            return new Empty();
        }
        return vr.get().isNumber()
                ? numbers(element, vr.get(), around.room())
                : words(text(element, around.room()), vr.get(), around.characterSet(), around.room());
    }

    private static byte[] text(Element element, RowRoom room) throws IOException, DicomException {
        room.text(element.length());
        return element.bytes(MOST_BYTES);
    }

    private static Content words(byte[] bytes, VR vr, SpecificCharacterSet characterSet, RowRoom room)
            throws DicomException {
        room.values(values(bytes), vr == VR.PN);
        Text text = Text.of(vr, bytes, characterSet);
        return text.whole().isEmpty() ? new Empty() : new Words(vr, text.whole(), text.values());
    }

    /** So many at most: some backslashes are the second byte of a letter. */
    private static long values(byte[] text) {
        long values = 1;
        for (byte b : text) {
            values += b == '\\' ? 1 : 0;
        }
        return values;
    }

    private static Content unknown(Element element, RowRoom room) throws IOException, DicomException {
        if (element.isEmpty()) {
            return new Empty();
        }
        Optional<Items> items = element.hiddenItems();
        if (items.isPresent()) {
            return new Sequence(items.get());
        }
        if (element.length() > MOST_HEX && !mayBePrintable(element.head(MOST_HEX))) {
            return new Binary(); // without a look at the rest of it
        }
        byte[] bytes = text(element, room);
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        if (isPrintable(bytes, end)) {
            return words(bytes, VR.UC, SpecificCharacterSet.DEFAULT, room);
        }
        return bytes.length <= MOST_HEX ? new Unknown(bytes) : new Binary();
    }

    private static boolean isPrintable(byte[] bytes, int end) {
        for (int i = 0; i < end; i++) {
            byte b = bytes[i];
            boolean blank = b == '\t' || b == '\n' || b == '\f' || b == '\r';
            if (!blank && (b < 0x20 || b == 0x7F)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it may be the beginning of a text, of whose padding all NULs are. */
    private static boolean mayBePrintable(byte[] head) {
        int end = 0;
        while (end < head.length && head[end] != 0) {
            end++;
        }
        return isPrintable(head, end);
    }

    private static Content numbers(Element element, VR vr, RowRoom room) throws IOException, DicomException {
        if (element.length() % vr.valueSize() != 0) {
            return new Binary();
        }
        room.numbers(element.length() / vr.valueSize());
        return new Numbers(
                vr, element.numbers(MOST_BYTES).stream().map(Content::wide).toList());
    }

    /** Whole numbers as longs, others as doubles. */
    private static Object wide(Object value) {
        if (value instanceof Float single) {
            return single.doubleValue();
        }
        if (value instanceof Integer small) {
            return small.longValue();
        }
        return value;
    }
}
