package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.text.Text;

/** Values of an element as text and numbers. */
final class Values {

    /** Beyond this a text is no value that anyone reads as strings. */
    private static final int MAX = 64 << 20;
    /** Enough for the first value of any element but a long text. */
    private static final int FIRST = 64 << 10;

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private Values() {}

    static List<String> strings(Element element) throws IOException, DicomException {
        return strings(element, element.isSequence() || element.isEncapsulated() ? new byte[0] : element.bytes(MAX));
    }

    /** The first value as text; empty if there is none. */
    static Optional<String> first(Element element) throws IOException {
        if (element.isUndefinedLength()) {
            return Optional.empty();
        }
        List<String> values = strings(element, element.head(FIRST));
        return values.isEmpty() || values.get(0).isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    private static List<String> strings(Element element, byte[] bytes) throws IOException {
        VR vr = bytes.length == 0 ? null : element.effectiveVr().orElse(null);
        if (vr == null) {
            return List.of();
        }
        if (vr.isText()) {
            return Text.of(vr, bytes, element.dataSet().characterSet()).values();
        }
        return vr.isNumber()
                ? numbers(vr, bytes, element.isBigEndian()).stream()
                        .map(Object::toString)
                        .toList()
                : List.of();
    }

    /** All numbers of a binary VR that are there as a whole. */
    static List<Object> numbers(VR vr, byte[] bytes, boolean bigEndian) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        List<Object> values = new ArrayList<>();
        for (int at = 0; at + vr.valueSize() <= bytes.length; at += vr.valueSize()) {
            values.add(number(vr, in, at));
        }
        return values;
    }

    static OptionalInt integer(Element element) throws IOException {
        Optional<String> text = first(element);
        if (text.isEmpty() || !INTEGER.matcher(text.get()).matches()) {
            return OptionalInt.empty();
        }
        long value = Long.parseLong(text.get());
        return value == (int) value ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    static Optional<Double> number(Element element) throws IOException {
        Optional<String> text = first(element);
        if (text.isEmpty() || !DECIMAL.matcher(text.get()).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text.get());
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    /** One number of a binary VR, see {@link Element#numbers}. */
    private static Object number(VR vr, ByteBuffer in, int at) {
        return switch (vr) {
            case US -> in.getShort(at) & 0xFFFF;
            case SS -> (int) in.getShort(at);
            case UL -> in.getInt(at) & 0xFFFFFFFFL;
            case SL -> in.getInt(at);
            case AT -> (in.getShort(at) & 0xFFFFL) << 16 | (in.getShort(at + 2) & 0xFFFFL);
            case SV -> in.getLong(at);
            case UV -> in.getLong(at) < 0 ? Long.toUnsignedString(in.getLong(at)) : (Object) in.getLong(at);
            case FL -> in.getFloat(at);
            case FD -> in.getDouble(at);
            default -> throw new IllegalArgumentException(vr + " is no number");
        };
    }
}
