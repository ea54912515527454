package org.dicomcaravan.dicom.text;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.dicom.Padding;

/**
 * The character repertoires of PS3.3 C.12.1.1.2, with code extensions by escape sequences (PS3.5 6.1.2.5).
 *
 * <p>Decoding never fails: what is not valid in the stated repertoire is read as UTF-8 if it is valid UTF-8, else as
 * ISO 8859-1. Immutable and thread-safe.
 */
public final class SpecificCharacterSet {

    /** No term given: ASCII. */
    public static final SpecificCharacterSet DEFAULT = new SpecificCharacterSet(List.of());

    private static final byte ESCAPE = 0x1B;

    private static final Map<String, String> WHOLE = Map.of("ISO IR 192", "UTF-8", "GB18030", "GB18030", "GBK", "GBK");

    private static final Map<String, String> FIRST_G1 = Map.ofEntries(
            Map.entry("ISO IR 100", "ISO-8859-1"),
            Map.entry("ISO IR 101", "ISO-8859-2"),
            Map.entry("ISO IR 109", "ISO-8859-3"),
            Map.entry("ISO IR 110", "ISO-8859-4"),
            Map.entry("ISO IR 144", "ISO-8859-5"),
            Map.entry("ISO IR 127", "ISO-8859-6"),
            Map.entry("ISO IR 126", "ISO-8859-7"),
            Map.entry("ISO IR 138", "ISO-8859-8"),
            Map.entry("ISO IR 148", "ISO-8859-9"),
            Map.entry("ISO IR 203", "ISO-8859-15"),
            Map.entry("ISO IR 166", CodePage.TIS_620),
            Map.entry("ISO IR 13", CodePage.JIS_X_0201),
            Map.entry("ISO IR 149", "EUC-KR"),
            Map.entry("ISO IR 58", "GB2312"));

    private static final Map<String, String> TO_G1 = Map.ofEntries(
            Map.entry(")I", CodePage.JIS_X_0201),
            Map.entry("$)C", "EUC-KR"),
            Map.entry("$)A", "GB2312"),
            Map.entry("-A", "ISO-8859-1"),
            Map.entry("-B", "ISO-8859-2"),
            Map.entry("-C", "ISO-8859-3"),
            Map.entry("-D", "ISO-8859-4"),
            Map.entry("-L", "ISO-8859-5"),
            Map.entry("-G", "ISO-8859-6"),
            Map.entry("-F", "ISO-8859-7"),
            Map.entry("-H", "ISO-8859-8"),
            Map.entry("-M", "ISO-8859-9"),
            Map.entry("-b", "ISO-8859-15"),
            Map.entry("-T", CodePage.TIS_620));

    private static final Map<String, String> TO_G0 =
            Map.of("(B", CodePage.ASCII, "(J", CodePage.ASCII, "$B", CodePage.JIS_X_0208, "$(D", CodePage.JIS_X_0212);

    private final List<String> terms;

    private SpecificCharacterSet(List<String> terms) {
        this.terms = terms;
    }

    /** The terms of a Specific Character Set value; empty if there is none but padding. */
    public static Optional<SpecificCharacterSet> of(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (Padding.trim(text).isEmpty()) {
            return Optional.empty();
        }
        List<String> terms = new ArrayList<>();
        for (String term : text.split("\\\\", -1)) {
            String plain = Padding.trim(term).toUpperCase(Locale.ROOT).replaceAll("[ _-]+", " ");
            terms.add(plain.replace("ISO 2022 IR", "ISO IR"));
        }
        return Optional.of(new SpecificCharacterSet(List.copyOf(terms)));
    }

    /** The terms as compared: upper case, one space for each run of '_', '-' and spaces, "ISO IR n" for all of them. */
    public List<String> terms() {
        return terms;
    }

    /** The text of a value's bytes, padding included. */
    public String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        String first = terms.isEmpty() ? "" : terms.get(0);
        try {
            String whole = WHOLE.get(first);
            return whole != null
                    ? CodePage.decode(whole, bytes, 0, bytes.length)
                    : decodePieces(bytes, FIRST_G1.getOrDefault(first, CodePage.ASCII));
        } catch (CharacterCodingException notThat) {
            return fallback(bytes);
        }
    }

    private static String decodePieces(byte[] bytes, String first) throws CharacterCodingException {
        StringBuilder out = new StringBuilder(bytes.length);
        String g0 = CodePage.ASCII;
        String g1 = first;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            String sequence = bytes[i] == ESCAPE ? sequenceAt(bytes, i + 1) : null;
            if (sequence == null) {
                continue;
            }
            out.append(CodePage.decode(g0.equals(CodePage.ASCII) ? g1 : g0, bytes, start, i));
            g0 = TO_G0.getOrDefault(sequence, g0);
            g1 = TO_G1.getOrDefault(sequence, g1);
            i += sequence.length();
            start = i + 1;
        }
        return out.append(CodePage.decode(g0.equals(CodePage.ASCII) ? g1 : g0, bytes, start, bytes.length))
                .toString();
    }

    /** The escape sequence behind an ESC, two or three bytes; null if it is none of PS3.3. */
    private static String sequenceAt(byte[] bytes, int at) {
        for (int length = 2; length <= 3 && at + length <= bytes.length; length++) {
            String found = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
            if (TO_G0.containsKey(found) || TO_G1.containsKey(found)) {
                return found;
            }
        }
        return null;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0 || b == ESCAPE) {
                return false;
            }
        }
        return true;
    }

    private static String fallback(byte[] bytes) {
        try {
            return CodePage.decode("UTF-8", bytes, 0, bytes.length);
        } catch (CharacterCodingException notUtf8) {
            Charset any = StandardCharsets.ISO_8859_1;
            return new String(bytes, any);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpecificCharacterSet that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    @Override
    public String toString() {
        return String.join("\\", terms);
    }
}
