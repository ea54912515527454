package org.dicomcaravan.transcode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes small DICOM files in Explicit VR, element by element, as PS3.5 7.1.2 and PS3.10 7.1 have it. */
public final class SmallDicom {

    public static final String IMPLICIT = "1.2.840.10008.1.2";
    public static final String EXPLICIT = "1.2.840.10008.1.2.1";
    public static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
    public static final String RLE = "1.2.840.10008.1.2.5";
    public static final String JPEG_2000 = "1.2.840.10008.1.2.4.90";
    public static final String STUDY = "1.2.3";
    public static final String SERIES = "1.2.3.4";
    public static final String INSTANCE = "1.2.3.4.5";

    private final String syntax;
    private final ByteOrder order;
    private final ByteArrayOutputStream dataSet = new ByteArrayOutputStream();

    private SmallDicom(String syntax) {
        this.syntax = syntax;
        this.order = syntax.equals(BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** An instance without anything but its UIDs and a modality; elements have to be added in ascending order. */
    public static SmallDicom instance(String syntax) {
        return new SmallDicom(syntax)
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7")
                .text(0x00080018, "UI", INSTANCE)
                .text(0x00080060, "CS", "OT")
                .text(0x00100010, "PN", "Caravan^Test")
                .text(0x0020000D, "UI", STUDY)
                .text(0x0020000E, "UI", SERIES);
    }

    /** The description of grey frames; Pixel Data has to follow. */
    public SmallDicom grey(int rows, int columns, int frames, int bits) {
        return image(rows, columns, frames, bits, 1, "MONOCHROME2", 0);
    }

    /** The description of frames; Pixel Data has to follow. */
    public SmallDicom image(int rows, int columns, int frames, int bits, int samples, String photometric, int planar) {
        word(0x00280002, samples).text(0x00280004, "CS", photometric);
        if (samples > 1) {
            word(0x00280006, planar);
        }
        if (frames > 1) {
            text(0x00280008, "IS", Integer.toString(frames));
        }
        return word(0x00280010, rows)
                .word(0x00280011, columns)
                .word(0x00280100, bits)
                .word(0x00280101, bits)
                .word(0x00280102, bits - 1)
                .word(0x00280103, 0);
    }

    public SmallDicom text(int tag, String vr, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length && !vr.equals("UI")) {
            even[bytes.length] = ' ';
        }
        return element(tag, vr, even);
    }

    public SmallDicom word(int tag, int value) {
        return element(
                tag,
                "US",
                ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    /** An element of any VR; the value's bytes are in the order of the file. */
    public SmallDicom element(int tag, String vr, byte[] value) {
        head(tag, vr, value.length);
        dataSet.writeBytes(value);
        return this;
    }

    /** Encapsulated Pixel Data: an empty offset table, then the fragments, which have even lengths. */
    public SmallDicom fragments(byte[]... fragments) {
        head(0x7FE00010, "OB", 0xFFFFFFFF);
        item(0xE000, new byte[0]);
        for (byte[] fragment : fragments) {
            item(0xE000, fragment);
        }
        item(0xE0DD, new byte[0]);
        return this;
    }

    private void item(int number, byte[] value) {
        ByteBuffer head = ByteBuffer.allocate(8).order(order);
        dataSet.writeBytes(head.putShort((short) 0xFFFE)
                .putShort((short) number)
                .putInt(value.length)
                .array());
        dataSet.writeBytes(value);
    }

    private void head(int tag, String vr, int length) {
        boolean isLong = vr.matches("O.|SQ|U[CNRTV]|SV");
        ByteBuffer head = ByteBuffer.allocate(isLong ? 12 : 8).order(order);
        head.putShort((short) (tag >>> 16)).putShort((short) tag).put(vr.getBytes(StandardCharsets.US_ASCII));
        if (isLong) {
            head.putShort((short) 0).putInt(length);
        } else {
            head.putShort((short) length);
        }
        dataSet.writeBytes(head.array());
    }

    /** The data set alone. */
    public byte[] dataSet() {
        return dataSet.toByteArray();
    }

    /** The whole file. */
    public byte[] file() {
        SmallDicom meta = new SmallDicom(EXPLICIT)
                .element(0x00020001, "OB", new byte[] {0, 1})
                .text(0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.7")
                .text(0x00020003, "UI", INSTANCE)
                .text(0x00020010, "UI", syntax)
                .text(0x00020012, "UI", "1.2.3.99");
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(meta.dataSet.size())
                .array();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(
                new SmallDicom(EXPLICIT).element(0x00020000, "UL", length).dataSet());
        file.writeBytes(meta.dataSet());
        file.writeBytes(dataSet());
        return file.toByteArray();
    }
}
