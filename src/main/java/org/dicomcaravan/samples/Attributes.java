package org.dicomcaravan.samples;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;

/** A data set, or an item, while it is being made: elements by their keywords, in the order of their tags. */
final class Attributes {
    private final SortedMap<Integer, Value> values = new TreeMap<>(Integer::compareUnsigned);

    /** What an element holds. */
    @FunctionalInterface
    private interface Value {
        void put(int tag, DataSetBuilder dataSet, Charset charset);
    }

    /** Characters; several values are parted by backslashes. */
    private record Text(VR vr, String text) implements Value {
        @Override
        public void put(int tag, DataSetBuilder dataSet, Charset charset) {
            dataSet.text(tag, vr, text);
        }
    }

    /** An element of type 2: there, and empty. */
    Attributes empty(String... keywords) {
        for (String keyword : keywords) {
            VR vr = vr(keyword);
            set(tag(keyword), vr == VR.SQ ? sequence(List.of()) : new Text(vr, ""));
        }
        return this;
    }

    /** Text, or the texts of several values. */
    Attributes put(String keyword, String... texts) {
        return set(tag(keyword), new Text(vr(keyword), String.join("\\", texts)));
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
        return put(tag(keyword), vr, bytes);
    }

    /** Tags as values: those of other keywords. */
    Attributes putTags(String keyword, String... pointers) {
        long[] tags = Arrays.stream(pointers).mapToLong(Attributes::tag).toArray();
        return set(tag(keyword), (tag, dataSet, charset) -> dataSet.numbers(tag, VR.AT, tags));
    }

    /** A sequence of items. */
    Attributes put(String keyword, Attributes... items) {
        return put(keyword, Arrays.asList(items));
    }

    /** A sequence of items. */
    Attributes put(String keyword, List<Attributes> items) {
        return put(tag(keyword), items);
    }

    /** Text of an element that the dictionary does not have: a private one. */
    Attributes put(int tag, VR vr, String text) {
        return set(tag, new Text(vr, text));
    }

    /** Bytes in little endian of an element that the dictionary need not have. */
    Attributes put(int tag, VR vr, byte[] bytes) {
        return set(tag, (at, dataSet, charset) -> dataSet.bytes(at, vr, bytes));
    }

    /** A sequence that the dictionary need not have. */
    Attributes put(int tag, List<Attributes> items) {
        return set(tag, sequence(List.copyOf(items)));
    }

    /** Everything that another one has, over what is here. */
    Attributes with(Attributes other) {
        values.putAll(other.values);
        return this;
    }

    /** All of it, to be written. */
    DataSetBuilder dataSet(Charset charset) {
        DataSetBuilder dataSet = new DataSetBuilder().charset(charset);
        values.forEach((tag, value) -> value.put(tag, dataSet, charset));
        return dataSet;
    }

    /** The text of an element that is there. */
    String text(String keyword) {
        if (values.get(tag(keyword)) instanceof Text text) {
            return text.text();
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

    private static Value sequence(List<Attributes> items) {
        return (tag, dataSet, charset) -> dataSet.sequence(
                tag, items.stream().map(item -> item.dataSet(charset)).toArray(DataSetBuilder[]::new));
    }

    private static Value number(VR vr, double[] numbers) {
        return switch (vr) {
            case DS, IS -> new Text(vr, String.join("\\", decimals(numbers)));
            case US, SS, OW, UL, SL -> {
                long[] whole = Arrays.stream(numbers).mapToLong(Math::round).toArray();
                yield (tag, dataSet, charset) -> dataSet.numbers(tag, vr, whole);
            }
            case FL, OF, FD -> (tag, dataSet, charset) -> dataSet.numbers(tag, vr, numbers);
            default -> throw new IllegalArgumentException("no numbers in " + vr);
        };
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
}
