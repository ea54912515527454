package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.ByteWindow;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.io.ByteSource;

/**
 * A data set made from scratch: elements by tag, in any order; written in the order of their tags. Values are not
 * checked against their VR. Not thread-safe.
 */
public final class DataSetBuilder {

    /** Writes one element. */
    private interface Content {
        void write(int tag, ElementWriter writer) throws IOException;
    }

    private final NavigableMap<Integer, Content> elements = new TreeMap<>(Integer::compareUnsigned);
    private final Map<Integer, String> texts = new HashMap<>();
    private Charset charset = StandardCharsets.ISO_8859_1;

    /** The character set of texts put from now on; ISO 8859-1 before. Specific Character Set is put apart from it. */
    public DataSetBuilder charset(Charset encoding) {
        charset = encoding;
        return this;
    }

    /** An element without a value. */
    public DataSetBuilder empty(int tag, VR vr) {
        return bytes(tag, vr, new byte[0]);
    }

    /** Text values, joined by backslashes. */
    public DataSetBuilder text(int tag, VR vr, String... values) {
        String joined = String.join("\\", values);
        texts.put(tag, joined);
        return bytes(tag, vr, joined.getBytes(charset));
    }

    /** Integers of a binary VR: US, SS, UL, SL, UV, SV, OW, or tags of AT. */
    public DataSetBuilder numbers(int tag, VR vr, long... values) {
        ByteBuffer out = ByteBuffer.allocate(values.length * vr.valueSize()).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (vr.valueSize()) {
                case 1 -> out.put((byte) value);
                case 2 -> out.putShort((short) value);
                case 4 -> out.putInt((int) (vr == VR.AT ? value << 16 | (value >>> 16 & 0xFFFF) : value));
                default -> out.putLong(value);
            }
        }
        return bytes(tag, vr, out.array());
    }

    /** Numbers of FL, FD, OF or OD. */
    public DataSetBuilder numbers(int tag, VR vr, double... values) {
        ByteBuffer out = ByteBuffer.allocate(values.length * vr.valueSize()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (vr.valueSize() == 4) {
                out.putFloat((float) value);
            } else {
                out.putDouble(value);
            }
        }
        return bytes(tag, vr, out.array());
    }

    /** A value's bytes, in little endian. */
    public DataSetBuilder bytes(int tag, VR vr, byte[] littleEndian) {
        return bytes(tag, vr, ByteSource.of(littleEndian));
    }

    /** A value's bytes, in little endian, read when the data set is written. */
    public DataSetBuilder bytes(int tag, VR vr, ByteSource littleEndian) {
        elements.put(tag, (at, writer) -> writer.element(at, vr, new ByteWindow(littleEndian)));
        return this;
    }

    /** A sequence of undefined length. */
    public DataSetBuilder sequence(int tag, DataSetBuilder... items) {
        List<DataSetBuilder> all = List.of(items);
        elements.put(tag, (at, writer) -> {
            writer.header(at, VR.SQ.code(), Element.UNDEFINED_LENGTH);
            for (DataSetBuilder item : all) {
                writer.delimiter(Tag.ITEM, Element.UNDEFINED_LENGTH);
                item.write(writer);
                writer.delimiter(Tag.ITEM_DELIMITATION_ITEM, 0);
            }
            writer.delimiter(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
        });
        return this;
    }

    /** Encapsulated Pixel Data: the basic offset table (which may be empty) and the fragments. */
    public DataSetBuilder encapsulatedPixels(byte[] offsetTable, byte[]... fragments) {
        elements.put(Tag.PIXEL_DATA, (at, writer) -> {
            writer.header(at, VR.OB.code(), Element.UNDEFINED_LENGTH);
            fragment(writer, offsetTable);
            for (byte[] fragment : fragments) {
                fragment(writer, fragment);
            }
            writer.delimiter(Tag.SEQUENCE_DELIMITATION_ITEM, 0);
        });
        return this;
    }

    private static void fragment(ElementWriter writer, byte[] bytes) throws IOException {
        byte[] even = Arrays.copyOf(bytes, (int) ElementWriter.even(bytes.length));
        writer.delimiter(Tag.ITEM, even.length);
        writer.output().write(even, even.length);
    }

    /** Without an element. */
    public DataSetBuilder remove(int tag) {
        elements.remove(tag);
        return this;
    }

    /** A text that was put; "" if none was. */
    String uid(int tag) {
        return elements.containsKey(tag) ? texts.getOrDefault(tag, "") : "";
    }

    private void write(ElementWriter writer) throws IOException {
        for (var element : elements.entrySet()) {
            element.getValue().write(element.getKey(), writer);
        }
    }

    /** Writes the elements alone, without file meta; the stream stays open. */
    void write(OutputStream out, TransferSyntax syntax) throws IOException {
        StreamOutput output = new StreamOutput(out);
        write(new ElementWriter(output, Coding.of(syntax.isExplicit(), syntax.isBigEndian())));
        output.flush();
    }
}
