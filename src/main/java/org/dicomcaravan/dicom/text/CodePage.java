package org.dicomcaravan.dicom.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.util.Arrays;

/** Strict decoding of a run of bytes in one coded character set; any byte that has no place in it is an error. */
final class CodePage {

    static final String ASCII = "US-ASCII";
    /** Half-width katakana in G1, ASCII in G0: backslash and tilde stay what they are (contract of the rows). */
    static final String JIS_X_0201 = "JIS X 0201";

    static final String TIS_620 = "TIS-620";
    /** Two-byte sets in G0, seven bits. */
    static final String JIS_X_0208 = "JIS X 0208";

    static final String JIS_X_0212 = "JIS X 0212";

    private CodePage() {}

    static String decode(String name, byte[] bytes, int start, int end) throws CharacterCodingException {
        return switch (name) {
            case JIS_X_0201 -> katakana(bytes, start, end);
            case TIS_620 -> thai(bytes, start, end);
            case JIS_X_0208 -> strict("EUC-JP", pairs(bytes, start, end, false)).replace('\u2014', '\u2015');
            case JIS_X_0212 -> strict("EUC-JP", pairs(bytes, start, end, true)).replace('\uFF5E', '~');
            case "GBK" -> withoutPrivateUse(strict(name, ByteBuffer.wrap(bytes, start, end - start)));
            default -> strict(name, ByteBuffer.wrap(bytes, start, end - start));
        };
    }

    private static String strict(String name, ByteBuffer bytes) throws CharacterCodingException {
        return Charset.forName(name)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes)
                .toString();
    }

    /** Java gives GBK's user-defined rows private characters; GBK itself has nothing there. */
    private static String withoutPrivateUse(String text) throws CharacterCodingException {
        if (text.chars().anyMatch(c -> c >= 0xE000 && c <= 0xF8FF)) {
            throw new MalformedInputException(1);
        }
        return text;
    }

    /** Thai letters; Java's own table refuses the C1 controls, as it alone does. */
    private static String thai(byte[] bytes, int start, int end) throws CharacterCodingException {
        StringBuilder out = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            int b = bytes[i] & 0xFF;
            if (b == 0xA0 || (b > 0xDA && b < 0xDF) || b > 0xFB) {
                throw new MalformedInputException(1);
            }
            out.append((char) (b < 0xA0 ? b : b - 0xA0 + 0x0E00));
        }
        return out.toString();
    }

    private static String katakana(byte[] bytes, int start, int end) throws CharacterCodingException {
        StringBuilder out = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            int b = bytes[i] & 0xFF;
            if (b >= 0x80 && (b <= 0xA0 || b >= 0xE0)) {
                throw new MalformedInputException(1);
            }
            out.append((char) (b < 0x80 ? b : b - 0xA1 + 0xFF61));
        }
        return out.toString();
    }

    /** Pairs of 7-bit bytes as EUC-JP has them; control characters between them stay. */
    private static ByteBuffer pairs(byte[] bytes, int start, int end, boolean third) throws CharacterCodingException {
        byte[] out = new byte[(end - start) * 2];
        int size = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] >= 0 && bytes[i] < 0x20 && bytes[i] != 0x1B) {
                out[size++] = bytes[i];
                continue;
            }
            if (i + 1 >= end || bytes[i] <= 0x20 || bytes[i] == 0x7F || bytes[i + 1] <= 0x20 || bytes[i + 1] == 0x7F) {
                throw new MalformedInputException(1);
            }
            if (third) {
                out[size++] = (byte) 0x8F;
            }
            out[size++] = (byte) (bytes[i++] | 0x80);
            out[size++] = (byte) (bytes[i] | 0x80);
        }
        return ByteBuffer.wrap(Arrays.copyOf(out, size));
    }
}
