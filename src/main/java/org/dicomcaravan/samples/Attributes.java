package org.dicomcaravan.samples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.VR;

/** A data set, or an item, while it is being made: elements by their keywords, in the order of their tags. */
final class Attributes {
    private static final Put SHORT = (bytes, number) -> bytes.putShort((short) Math.round(number));

    private final SortedMap<Integer, Value> values = new TreeMap<>(Integer::compareUnsigned);

    /** What an element holds. */
    sealed interface Value {
        VR vr();
    }

    /** Characters; several values are parted by backslashes. */
    record Characters(VR vr, String text) implements Value {}

    /** Bytes in little endian. */
    record Binary(VR vr, byte[] bytes) implements Value {}

    /** Items. */
    record Sequence(List<Attributes> items) implements Value {
        @Override
        public VR vr() {
            return VR.SQ;
        }
    }

    /** An element of type 2: there, and empty. */
    Attributes empty(String... keywords) {
        for (String keyword : keywords) {
            VR vr = vr(keyword);
            set(tag(keyword), vr == VR.SQ ? new Sequence(List.of()) : new Characters(vr, ""));
        }
        return this;
    }

    /** Text, or the texts of several values. */
    Attributes put(String keyword, String... texts) {
        return set(tag(keyword), new Characters(vr(keyword), String.join("\\", texts)));
    }

    /** Numbers, written as their VR has them: as digits, integers or floating point. */
    Attributes put(String keyword, double... numbers) {
        return set(tag(keyword), number(vr(keyword), numbers));
    }

    /** Numbers where the dictionary leaves a choice of VR. */
    Attributes put(String keyword, VR vr, double... numbers) {
        return set(tag(keyword), number(vr, numbers));
    }

    /** Bytes in little endian. */
    Attributes put(String keyword, VR vr, byte[] bytes) {
        return set(tag(keyword), new Binary(vr, bytes));
    }

    /** Tags as values: those of other keywords. */
    Attributes putTags(String keyword, String... pointers) {
        double[] halves = new double[2 * pointers.length];
        for (int i = 0; i < pointers.length; i++) {
            halves[2 * i] = tag(pointers[i]) >>> Short.SIZE;
            halves[2 * i + 1] = tag(pointers[i]) & 0xFFFF;
        }
        return set(tag(keyword), new Binary(VR.AT, bytes(halves, Short.BYTES, SHORT)));
    }

    /** A sequence of items. */
    Attributes put(String keyword, Attributes... items) {
        return put(keyword, Arrays.asList(items));
    }

    /** A sequence of items. */
    Attributes put(String keyword, List<Attributes> items) {
        return set(tag(keyword), new Sequence(List.copyOf(items)));
    }

    /** An element that the dictionary does not have: a private one. */
    Attributes put(int tag, Value value) {
        return set(tag, value);
    }

    /** Everything that another one has, over what is here. */
    Attributes with(Attributes other) {
        values.putAll(other.values);
        return this;
    }

    /** The elements by tag, ascending. */
    SortedMap<Integer, Value> values() {
        return Collections.unmodifiableSortedMap(values);
    }

    /** The text of an element that is there. */
    String text(String keyword) {
        if (values.get(tag(keyword)) instanceof Characters characters) {
            return characters.text();
        }
        throw new IllegalStateException("no text in " + keyword);
    }

    /** A coded concept, as items of all code sequences have it. */
    static Attributes code(String value, String scheme, String meaning) {
        return new Attributes()
                .put("CodeValue", value)
                .put("CodingSchemeDesignator", scheme)
                .put("CodeMeaning", meaning);
    }

    private Attributes set(int tag, Value value) {
        values.put(tag, value);
        return this;
    }

    private static int tag(String keyword) {
        return Dictionary.tag(keyword).orElseThrow(() -> new IllegalArgumentException("no keyword: " + keyword));
    }

    private static VR vr(String keyword) {
        return Dictionary.lookup(tag(keyword))
                .flatMap(Dictionary.Entry::singleVr)
                .orElseThrow(() -> new IllegalArgumentException("no single VR: " + keyword));
    }

    private static Value number(VR vr, double[] numbers) {
        return switch (vr) {
            case DS, IS -> new Characters(vr, String.join("\\", decimals(numbers)));
            case US, SS, OW -> new Binary(vr, bytes(numbers, Short.BYTES, SHORT));
            case UL, SL -> new Binary(vr, bytes(numbers, Integer.BYTES, (b, n) -> b.putInt((int) Math.round(n))));
            case FL, OF -> new Binary(vr, bytes(numbers, Float.BYTES, (b, n) -> b.putFloat((float) n)));
            case FD -> new Binary(vr, bytes(numbers, Double.BYTES, ByteBuffer::putDouble));
            default -> throw new IllegalArgumentException("no numbers in " + vr);
        };
    }

    private static byte[] bytes(double[] numbers, int width, Put put) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * width).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            put.put(bytes, number);
        }
        return bytes.array();
    }

    /** At most four decimals, and none for whole numbers: a DS has 16 characters. */
    private static List<String> decimals(double[] numbers) {
        List<String> texts = new ArrayList<>();
        for (double number : numbers) {
            double rounded = Math.round(number * 10_000) / 10_000.0;
            texts.add(rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded));
        }
        return texts;
    }

    /** ASCII bytes of even length. */
    static byte[] ascii(String text) {
        return (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.US_ASCII);
    }

    @FunctionalInterface
    private interface Put {
        void put(ByteBuffer into, double number);
    }
}
