package org.dicomcaravan.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dicomcaravan.dicom.DicomException;

/**
 * Takes a JPEG codestream apart, marker by marker (ISO/IEC 10918-1 B.1.1), from SOI to EOI. Bytes between segments are
 * skipped, as decoders do.
 */
final class JpegParser {

    private static final int DHT = 0xC4;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DNL = 0xDC;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP14 = 0xEE;
    private static final int TEM = 0x01;
    private static final int ADOBE_LENGTH = 12;

    /** Real codestreams have some dozens; each costs more memory here than it does there. */
    private static final int MOST_SEGMENTS = 10_000;

    private final byte[] bytes;
    private final List<JpegCodestream.Span> coding = new ArrayList<>();
    private int at;
    private JpegFrame frame;
    private boolean jfif;
    private OptionalInt adobe = OptionalInt.empty();
    private int scans;

    JpegParser(byte[] bytes) {
        this.bytes = bytes;
    }

    JpegCodestream parse() throws DicomException {
        if (bytes.length < 2 || (bytes[0] & 0xFF) != 0xFF || (bytes[1] & 0xFF) != SOI) {
            throw DicomException.invalid("no JPEG codestream: it does not start with SOI (FFD8)");
        }
        at = 2;
        for (int marker = marker(); marker != EOI; marker = marker()) {
            boolean alone = marker == TEM || marker >= RST0 && marker <= RST7;
            if (marker == SOI) {
                throw DicomException.invalid("a second JPEG codestream starts inside the first, at byte " + (at - 2));
            } else if (!alone) {
                segment(marker);
            }
        }
        if (scans == 0) {
            throw DicomException.invalid("a JPEG codestream without " + (frame == null ? "frame header" : "scan"));
        }
        return new JpegCodestream(bytes, frame, jfif, adobe, scans, List.copyOf(coding), at);
    }

    /** The code of the next marker; what lies before it is skipped. */
    private int marker() throws DicomException {
        while (at + 1 < bytes.length) {
            int code = bytes[at + 1] & 0xFF;
            if ((bytes[at] & 0xFF) == 0xFF && code != 0 && code != 0xFF) {
                at += 2;
                return code;
            }
            at++;
        }
        throw truncated();
    }

    private void segment(int marker) throws DicomException {
        int start = at - 2;
        int length = at + 2 > bytes.length ? 0 : JpegFrame.word(bytes, at);
        if (length < 2 || length > bytes.length - at) {
            throw truncated();
        }
        int from = at + 2;
        at += length;
        boolean frameHeader = JpegFrame.isHeader(marker);
        if (frameHeader) {
            if (frame != null) {
                throw DicomException.invalid("a JPEG codestream with two frame headers");
            }
            frame = JpegFrame.read(bytes, marker, from, at);
        } else if (marker == SOS) {
            scans++;
            skipScan();
        } else if (marker == DNL) {
            numberOfLines(from);
        } else if (frame == null && marker == APP0 && startsWith(from, "JFIF\0")) {
            jfif = true;
        } else if (frame == null && marker == APP14 && startsWith(from, "Adobe") && at - from >= ADOBE_LENGTH) {
            adobe = OptionalInt.of(bytes[from + ADOBE_LENGTH - 1] & 0xFF);
        }
        if (frameHeader || marker == SOS || marker == DHT || marker == DQT || marker == DRI) {
            if (coding.size() == MOST_SEGMENTS) {
                throw DicomException.invalid("more than " + MOST_SEGMENTS + " tables and scans in a JPEG codestream");
            }
            coding.add(new JpegCodestream.Span(start, at));
        }
    }

    /** Says the lines of a frame whose header left them open, right behind its first scan (B.2.5). */
    private void numberOfLines(int from) throws DicomException {
        if (scans != 1 || at - from != 2) {
            throw DicomException.invalid("a DNL segment of %d bytes after %d scans".formatted(at - from, scans));
        }
        if (frame.rows() == 0) {
            frame = frame.withRows(JpegFrame.word(bytes, from));
        }
    }

    /** Entropy-coded data up to the next marker that is neither RSTn nor a stuffed zero. */
    private void skipScan() throws DicomException {
        if (frame == null) {
            throw DicomException.invalid("a JPEG scan before the frame header");
        }
        int last = bytes.length - 1;
        for (at = MarkerPrefix.next(bytes, at, last); at < last; at = MarkerPrefix.next(bytes, at + 1, last)) {
            int code = bytes[at + 1] & 0xFF;
            if (code != 0 && code != 0xFF && (code < RST0 || code > RST7)) {
                return;
            }
        }
        throw truncated();
    }

    private boolean startsWith(int from, String text) {
        if (at - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static DicomException truncated() {
        return DicomException.invalid("the JPEG codestream ends before its EOI (FFD9)");
    }
}
