package org.dicomcaravan.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.operation.Fingerprint;

/**
 * A line of a {@code filterConfig}: a resource path, {@code /studies/S[/series/T[/instances/I]]}.
 *
 * @param number from 1
 * @param text without white space at both ends; cut where it is far too long for a path
 * @param path fingerprint of what it names; empty where it is no path
 */
record FilterLine(long number, String text, Optional<Fingerprint> path) {

    private static final int LONGEST = 256;
    private static final int BUFFER = 1 << 16;
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF"; // as ISO 8859-1 has its three bytes
    private static final Pattern PATH =
            Pattern.compile("/studies/([0-9.]{1,64})(?:/series/([0-9.]{1,64})(?:/instances/([0-9.]{1,64}))?)?");

    /** Who wants the lines. */
    interface Reader {
        void line(FilterLine line) throws IOException;
    }

    /** Reads a text to its end; lines end with LF or CR LF, and empty ones are left out. */
    static void each(InputStream in, Reader reader) throws IOException {
        InputStream buffered = new BufferedInputStream(in, BUFFER);
        byte[] line = new byte[LONGEST];
        int length = 0;
        long number = 1;
        int next;
        do {
            next = buffered.read();
            if (next == '\n' || next < 0) {
                String text = text(line, length, number);
                if (!text.isEmpty()) {
                    reader.line(of(number, text));
                }
                number++;
                length = 0;
            } else if (length < LONGEST) {
                line[length++] = (byte) next;
            }
        } while (next >= 0);
    }

    private static String text(byte[] line, int length, long number) {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
        return (marked ? text.substring(BYTE_ORDER_MARK.length()) : text).strip();
    }

    private static FilterLine of(long number, String text) {
        Matcher path = PATH.matcher(text);
        return new FilterLine(
                number,
                text,
                path.matches()
                        ? Optional.of(fingerprint(path.group(1), path.group(2), path.group(3)))
                        : Optional.empty());
    }

    /** Of a study, of a series, or of an instance; null for what is not named. */
    static Fingerprint fingerprint(String study, String series, String instance) {
        return Fingerprint.of(study, series == null ? "" : series, instance == null ? "" : instance);
    }
}
