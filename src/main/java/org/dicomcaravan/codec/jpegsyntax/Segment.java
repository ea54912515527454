package org.dicomcaravan.codec.jpegsyntax;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.dicomcaravan.dicom.DicomException;

/**
 * The parameters of a marker segment (ISO/IEC 10918-1 B.1.1.4).
 *
 * @param bytes the codestream; not copied, and not to be changed
 * @param marker its code, without the byte 0xFF
 * @param from index of the first byte behind the segment's length
 * @param to index of the first byte behind the segment
 */
public record Segment(byte[] bytes, int marker, int from, int to) {

    private static final int ADOBE_LENGTH = 12;

    /** Bytes of the parameters. */
    public int length() {
        return to - from;
    }

    /** A byte of the parameters, from 0 to 255. */
    public int at(int index) {
        return bytes[from + index] & 0xFF;
    }

    /** Two bytes of the parameters as a number. */
    public int word(int index) {
        return word(bytes, from + index);
    }

    /** Two bytes of a codestream as a number. */
    public static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    /** Whether the parameters start with a text of ASCII. */
    public boolean startsWith(String text) {
        byte[] begin = text.getBytes(StandardCharsets.US_ASCII);
        return length() >= begin.length && Arrays.equals(bytes, from, from + begin.length, begin, 0, begin.length);
    }

    /** The transform that an Adobe segment, APP14, names: 0 for none, 1 for YCbCr, 2 for YCCK. Empty if it is another one. */
    public OptionalInt adobeTransform() {
        return marker == Markers.APP14 && length() >= ADOBE_LENGTH && startsWith("Adobe")
                ? OptionalInt.of(at(ADOBE_LENGTH - 1))
                : OptionalInt.empty();
    }

    /**
     * The units between restart markers that a DRI segment says (B.2.4.4); 0 for none.
     *
     * @throws DicomException INVALID where it is not two bytes long
     */
    public int restartInterval() throws DicomException {
        if (length() != Short.BYTES) {
            throw DicomException.invalid("a JPEG restart interval of " + length() + " bytes");
        }
        return word(0);
    }
}
