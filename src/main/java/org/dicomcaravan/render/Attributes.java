package org.dicomcaravan.render;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.reading.Items;

/**
 * Values of rendering attributes, by their bytes: what a file says counts even where its VR is not the one that the
 * standard has. Nothing here throws for odd values; they are as if absent.
 */
final class Attributes {

    /** More than any value read here as text or number takes; what is longer is damaged. */
    private static final int LONGEST_TEXT = 4096;

    private Attributes() {}

    /** The first value without spaces and NULs around it; empty text where it is absent. */
    static String text(DataSet data, int tag) throws IOException {
        Optional<Element> found = data.get(tag);
        if (found.isEmpty() || found.get().length() > LONGEST_TEXT) {
            return "";
        }
        String all = new String(found.get().head(LONGEST_TEXT), StandardCharsets.ISO_8859_1);
        int end = all.indexOf('\\');
        return stripped(end < 0 ? all : all.substring(0, end));
    }

    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isPadding(text.charAt(from))) {
            from++;
        }
        while (to > from && isPadding(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isPadding(char c) {
        return c == ' ' || c == 0;
    }

    /** The first value of a Decimal String. */
    static Optional<BigDecimal> decimal(DataSet data, int tag) throws IOException {
        return Decimals.parse(text(data, tag));
    }

    /** The first 16-bit word, read as told whatever the VR. */
    static OptionalInt word(DataSet data, int tag, boolean signed) throws IOException {
        Optional<Element> found = data.get(tag);
        if (found.isEmpty() || found.get().length() < 2 || found.get().length() > LONGEST_TEXT) {
            return OptionalInt.empty();
        }
        ByteBuffer value = ordered(found.get());
        if (value.remaining() < 2) {
            return OptionalInt.empty();
        }
        short word = value.getShort();
        return OptionalInt.of(signed ? word : Short.toUnsignedInt(word));
    }

    /** The value's bytes in the element's byte order. */
    static ByteBuffer ordered(Element element) throws IOException {
        return ByteBuffer.wrap(element.head(LONGEST_TEXT)).order(order(element));
    }

    static ByteOrder order(Element element) {
        return element.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** An item of a sequence, counted from 0; empty where there is none. */
    static Optional<DataSet> item(DataSet data, int sequence, int index) throws IOException, DicomException {
        Optional<Element> found = data.get(sequence);
        if (found.isEmpty() || !found.get().isSequence()) {
            return Optional.empty();
        }
        Items items = found.get().items();
        return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
    }
}
