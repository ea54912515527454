package org.dicomcaravan.api.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-decoding as RFC 3986 has it, and nothing more lenient: two hex digits, UTF-8 behind them. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** Decodes a piece of a path; empty if an escape is cut or not hexadecimal, or the bytes are not UTF-8. */
    static Optional<String> decodePath(String text) {
        return decode(text, false);
    }

    /** Decodes a name or a value of a query, where {@code +} is a space. */
    static Optional<String> decodeQuery(String text) {
        return decode(text, true);
    }

    private static Optional<String> decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
            return Optional.of(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
                int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                at += 2;
            } else if (c > 0x7E) {
                return Optional.empty();
            } else {
                bytes.write(c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        try {
            ByteBuffer encoded = ByteBuffer.wrap(bytes.toByteArray());
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(encoded).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty(); // the caller says which part of the request it is
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c <= 0x7E);
    }
}
