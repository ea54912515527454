package org.dicomcaravan.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;

/** Samples as files (PS3.10 7), in any of the syntaxes whose pixel data is native. Lengths are always defined. */
final class Part10 {
    private static final int PREAMBLE = 128;
    private static final int ITEM = 0xFFFEE000;
    private static final String CHARACTER_SET = "SpecificCharacterSet";
    private static final Map<String, Charset> CHARSETS = Map.of(
            "ISO_IR 100",
            StandardCharsets.ISO_8859_1,
            "ISO_IR 126",
            Charset.forName("ISO-8859-7"),
            "ISO_IR 192",
            StandardCharsets.UTF_8,
            "\\ISO 2022 IR 87",
            Charset.forName("ISO-2022-JP"));

    private final boolean explicit;
    private final boolean bigEndian;
    private final Charset charset;

    private Part10(TransferSyntax syntax, Charset charset) {
        this.explicit = syntax.isExplicit();
        this.bigEndian = syntax.isBigEndian();
        this.charset = charset;
    }

    /** The bytes of the file. */
    static byte[] file(Sample sample) {
        Attributes attributes = sample.attributes();
        Charset charset = CHARSETS.get(attributes.text(CHARACTER_SET));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[PREAMBLE]);
        file.writeBytes(Attributes.ascii("DICM"));
        file.writeBytes(meta(attributes, sample.syntax()));
        byte[] dataSet = new Part10(sample.syntax(), charset).elements(attributes);
        file.writeBytes(sample.syntax().isDeflated() ? deflated(dataSet) : dataSet);
        return file.toByteArray();
    }

    private static byte[] meta(Attributes attributes, TransferSyntax syntax) {
        Part10 writer = new Part10(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, StandardCharsets.US_ASCII);
        byte[] group = writer.elements(new Attributes()
                .put("FileMetaInformationVersion", VR.OB, new byte[] {0, 1})
                .put("MediaStorageSOPClassUID", attributes.text("SOPClassUID"))
                .put("MediaStorageSOPInstanceUID", attributes.text("SOPInstanceUID"))
                .put("TransferSyntaxUID", syntax.uid())
                .put("ImplementationClassUID", Uids.of("implementation"))
                .put("ImplementationVersionName", "CARAVAN_SAMPLES"));
        byte[] length = writer.header(Tag.FILE_META_INFORMATION_GROUP_LENGTH, VR.UL, Integer.BYTES);
        return ByteBuffer.allocate(length.length + Integer.BYTES + group.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(group.length)
                .put(group)
                .array();
    }

    private byte[] elements(Attributes attributes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        attributes.values().forEach((tag, value) -> {
            byte[] bytes = bytes(value);
            out.writeBytes(header(tag, value.vr(), bytes.length));
            out.writeBytes(bytes);
        });
        return out.toByteArray();
    }

    private byte[] header(int tag, VR vr, int length) {
        ByteBuffer header = buffer(12).putShort((short) (tag >>> 16)).putShort((short) tag);
        if (!explicit) {
            header.putInt(length);
        } else {
            header.put(vr.name().getBytes(StandardCharsets.US_ASCII));
            if (vr.hasLongLength()) {
                header.putShort((short) 0).putInt(length);
            } else {
                header.putShort((short) length);
            }
        }
        return taken(header);
    }

    private byte[] bytes(Attributes.Value value) {
        if (value instanceof Attributes.Sequence sequence) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Attributes item : sequence.items()) {
                byte[] bytes = elements(item);
                out.writeBytes(taken(buffer(8)
                        .putShort((short) (ITEM >>> 16))
                        .putShort((short) ITEM)
                        .putInt(bytes.length)));
                out.writeBytes(bytes);
            }
            return out.toByteArray();
        }
        if (value instanceof Attributes.Characters characters) {
            return even(characters.text().getBytes(charset), value.vr());
        }
        byte[] bytes = even(((Attributes.Binary) value).bytes(), value.vr());
        return bigEndian ? swapped(bytes, value.vr().wordSize()) : bytes;
    }

    private static byte[] even(byte[] bytes, VR vr) {
        if (bytes.length % 2 == 0) {
            return bytes;
        }
        return ByteBuffer.allocate(bytes.length + 1)
                .put(bytes)
                .put(vr.padding())
                .array();
    }

    private static byte[] swapped(byte[] bytes, int word) {
        byte[] swapped = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            swapped[i] = bytes[i / word * word + word - 1 - i % word];
        }
        return swapped;
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        } finally {
            deflater.end();
        }
        return even(out.toByteArray(), VR.OB);
    }

    private ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] taken(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
