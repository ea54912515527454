package org.dicomcaravan.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;

/** A small DICOM file, or an item in one, written byte by byte as PS3.5 7.1 and PS3.10 7.1 have it. */
public final class TestFile {

    public static final String EXPLICIT = "1.2.840.10008.1.2.1";
    public static final String IMPLICIT = "1.2.840.10008.1.2";
    public static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
    public static final String RLE = "1.2.840.10008.1.2.5";

    private static final Set<String> LONG = Set.of("OB", "OW", "OF", "OD", "SQ", "UN", "UT");
    private static final int PIXEL_DATA = 0x7FE00010;

    private final TreeMap<Integer, Value> elements = new TreeMap<>(Integer::compareUnsigned);

    /** Writes a value in a byte order. */
    private interface Content {
        byte[] bytes(String syntax);
    }

    private record Value(String vr, boolean undefinedLength, Content content) {}

    /** An image with what every image has; one sample a pixel. */
    public static TestFile image(int rows, int columns, int allocated, int stored, String photometric) {
        return new TestFile()
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7")
                .text(0x00080018, "UI", "1.2.3")
                .us(0x00280002, 1)
                .text(0x00280004, "CS", photometric)
                .us(0x00280010, rows)
                .us(0x00280011, columns)
                .us(0x00280100, allocated)
                .us(0x00280101, stored)
                .us(0x00280102, stored - 1)
                .us(0x00280103, 0);
    }

    public TestFile us(int tag, int... words) {
        return words(tag, "US", words);
    }

    /** 16-bit words in the order of the file. */
    public TestFile words(int tag, String vr, int... words) {
        elements.put(tag, new Value(vr, false, syntax -> {
            ByteBuffer bytes = ByteBuffer.allocate(2 * words.length).order(order(syntax));
            for (int word : words) {
                bytes.putShort((short) word);
            }
            return bytes.array();
        }));
        return this;
    }

    public TestFile text(int tag, String vr, String text) {
        return bytes(tag, vr, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Bytes as they are. */
    public TestFile bytes(int tag, String vr, byte... bytes) {
        byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length && !LONG.contains(vr)) {
            even[bytes.length] = (byte) (vr.equals("UI") ? 0 : ' ');
        }
        elements.put(tag, new Value(vr, false, syntax -> even));
        return this;
    }

    public TestFile sequence(int tag, TestFile... items) {
        elements.put(tag, new Value("SQ", false, syntax -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (TestFile item : items) {
                byte[] content = item.dataSet(syntax);
                out.writeBytes(header(0xFFFEE000, "", content.length, syntax));
                out.writeBytes(content);
            }
            return out.toByteArray();
        }));
        return this;
    }

    /** Pixel Data of 16-bit words. */
    public TestFile pixelWords(int... words) {
        return words(PIXEL_DATA, "OW", words);
    }

    /** Pixel Data of bytes. */
    public TestFile pixelBytes(int... bytes) {
        byte[] value = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            value[i] = (byte) bytes[i];
        }
        return bytes(PIXEL_DATA, "OB", value);
    }

    /** Encapsulated Pixel Data with an empty offset table. */
    public TestFile fragments(byte[]... fragments) {
        elements.put(PIXEL_DATA, new Value("OB", true, syntax -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(header(0xFFFEE000, "", 0, syntax));
            for (byte[] fragment : fragments) {
                out.writeBytes(header(0xFFFEE000, "", fragment.length, syntax));
                out.writeBytes(fragment);
            }
            out.writeBytes(header(0xFFFEE0DD, "", 0, syntax));
            return out.toByteArray();
        }));
        return this;
    }

    public DicomObject open(String syntax) throws IOException, DicomException {
        return DicomObject.open(ByteSource.of(file(syntax)));
    }

    /** The whole file. */
    public byte[] file(String syntax) {
        byte[] meta = new TestFile().text(0x00020010, "UI", syntax).dataSet(EXPLICIT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(header(0x00020000, "UL", 4, EXPLICIT));
        out.writeBytes(new byte[] {(byte) meta.length, 0, 0, 0});
        out.writeBytes(meta);
        out.writeBytes(dataSet(syntax));
        return out.toByteArray();
    }

    private byte[] dataSet(String syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.forEach((tag, value) -> {
            byte[] content = value.content().bytes(syntax);
            out.writeBytes(header(tag, value.vr(), value.undefinedLength() ? -1 : content.length, syntax));
            out.writeBytes(content);
        });
        return out.toByteArray();
    }

    private static byte[] header(int tag, String vr, int length, String syntax) {
        ByteBuffer out = ByteBuffer.allocate(12).order(order(syntax));
        out.putShort((short) (tag >>> 16)).putShort((short) tag);
        if (vr.isEmpty() || syntax.equals(IMPLICIT)) {
            out.putInt(length);
        } else if (LONG.contains(vr)) {
            out.put(vr.getBytes(StandardCharsets.ISO_8859_1))
                    .putShort((short) 0)
                    .putInt(length);
        } else {
            out.put(vr.getBytes(StandardCharsets.ISO_8859_1)).putShort((short) length);
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static ByteOrder order(String syntax) {
        return syntax.equals(BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}
