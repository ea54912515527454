package org.dicomcaravan.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;

/** Bytes put together by hand: hexadecimal, and text in quotes, as in {@code "08 00 18 00 'UI' 04 00 '1.2.'"}. */
public final class Bytes {

    private Bytes() {}

    public static byte[] of(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : parts) {
            boolean text = false;
            for (String piece : part.split("'", -1)) {
                byte[] bytes = text
                        ? piece.getBytes(StandardCharsets.ISO_8859_1)
                        : HexFormat.of().parseHex(piece.replace(" ", ""));
                out.writeBytes(bytes);
                text = !text;
            }
        }
        return out.toByteArray();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Preamble, prefix and a file meta that holds the transfer syntax alone. */
    public static byte[] preface(String syntax) {
        String even = syntax.length() % 2 == 0 ? syntax : syntax + "\0";
        byte[] uid = even.getBytes(StandardCharsets.ISO_8859_1);
        return join(new byte[128], of("'DICM' 02 00 10 00 'UI'"), new byte[] {(byte) uid.length, 0}, uid);
    }

    /** A file in explicit VR little endian. */
    public static byte[] explicit(String... dataSet) {
        return join(preface(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid()), of(dataSet));
    }

    /** A file in implicit VR little endian. */
    public static byte[] implicit(String... dataSet) {
        return join(preface(TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid()), of(dataSet));
    }

    public static DicomObject open(byte[] file) throws Exception {
        return DicomObject.open(ByteSource.of(file));
    }
}
