package org.dicomcaravan.dicom.writing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.ByteWindow;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.io.ByteSource;

/** Preamble, prefix and file meta of a file to be written (PS3.10 7.1). */
final class FileMeta {

    /** Ours, derived from a UUID (PS3.5 B.2). */
    static final String IMPLEMENTATION_CLASS_UID = "2.25.98212125333187010486561906630666137945";

    static final String IMPLEMENTATION_VERSION_NAME = "DICOMCARAVAN";

    /** What a file meta element of a source may have to be taken over. */
    private static final int MAX_VALUE = 1 << 20;

    private record Value(VR vr, ByteWindow bytes) {}

    private final Map<Integer, Value> values = new TreeMap<>();

    private FileMeta() {}

    /** A meta for a data set that this program encodes. */
    static FileMeta of(String sopClass, String sopInstance, TransferSyntax syntax) {
        FileMeta meta = new FileMeta();
        meta.put(Tag.FILE_META_INFORMATION_VERSION, VR.OB, new byte[] {0, 1});
        meta.uid(Tag.MEDIA_STORAGE_SOP_CLASS_UID, sopClass);
        meta.uid(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, sopInstance);
        meta.uid(Tag.TRANSFER_SYNTAX_UID, syntax.uid());
        meta.uid(Tag.IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_CLASS_UID);
        meta.put(
                Tag.IMPLEMENTATION_VERSION_NAME,
                VR.SH,
                IMPLEMENTATION_VERSION_NAME.getBytes(StandardCharsets.US_ASCII));
        return meta;
    }

    /** A meta for a data set in some syntax: its UIDs from the data set, the rest from the meta that it had. */
    static FileMeta of(DataSet old, DataSet data, TransferSyntax syntax) throws IOException, DicomException {
        String sopClass = uid(data, Tag.SOP_CLASS_UID);
        FileMeta meta = of(
                sopClass.isEmpty() ? uid(old, Tag.MEDIA_STORAGE_SOP_CLASS_UID) : sopClass,
                uid(data, Tag.SOP_INSTANCE_UID),
                syntax);
        for (Element element : old) {
            boolean ours = element.tag() <= Tag.IMPLEMENTATION_VERSION_NAME;
            if (!ours && !element.isCut() && !element.isUndefinedLength()) {
                VR vr = element.effectiveVr().orElse(VR.UN);
                meta.values.putIfAbsent(element.tag(), value(vr, element.bytes(MAX_VALUE)));
            }
        }
        return meta;
    }

    private static String uid(DataSet dataSet, int tag) throws IOException {
        return dataSet.uid(tag).orElse("");
    }

    private static Value value(VR vr, byte[] bytes) {
        return new Value(vr, new ByteWindow(ByteSource.of(bytes)));
    }

    private void put(int tag, VR vr, byte[] bytes) {
        values.put(tag, value(vr, bytes));
    }

    private void uid(int tag, String uid) {
        if (!uid.isEmpty()) {
            put(tag, VR.UI, uid.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Preamble of zeros, prefix, group length and group. */
    byte[] encode() throws IOException {
        byte[] group = encodeGroup();
        ByteBuffer out = ByteBuffer.allocate(128 + 4 + 12 + group.length).order(ByteOrder.LITTLE_ENDIAN);
        out.position(128);
        out.put("DICM".getBytes(StandardCharsets.US_ASCII));
        out.putShort((short) 2)
                .putShort((short) 0)
                .put((byte) 'U')
                .put((byte) 'L')
                .putShort((short) 4);
        out.putInt(group.length).put(group);
        return out.array();
    }

    private byte[] encodeGroup() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        StreamOutput out = new StreamOutput(bytes);
        ElementWriter writer = new ElementWriter(out, Coding.EXPLICIT);
        for (Map.Entry<Integer, Value> entry : values.entrySet()) {
            writer.element(
                    entry.getKey(), entry.getValue().vr(), entry.getValue().bytes());
        }
        out.flush();
        return bytes.toByteArray();
    }
}
