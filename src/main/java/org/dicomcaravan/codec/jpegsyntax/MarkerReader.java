package org.dicomcaravan.codec.jpegsyntax;

import org.dicomcaravan.dicom.DicomException;

/**
 * Goes through a JPEG codestream marker by marker (ISO/IEC 10918-1 B.1.1). Bytes between segments are skipped, as decoders do.
 * For one thread.
 */
public final class MarkerReader {

    private final byte[] bytes;
    private final String due;
    private int at = 2;

    /**
     * A reader behind SOI.
     *
     * @param bytes a codestream; not copied, and not to be changed
     * @param due what the codestream ends before, if it is cut off, for the message
     * @throws DicomException INVALID where it doesn't start with SOI
     */
    public MarkerReader(byte[] bytes, String due) throws DicomException {
        if (bytes.length < 2 || Segment.word(bytes, 0) != (0xFF00 | Markers.SOI)) {
            throw DicomException.invalid("no JPEG codestream: it does not start with SOI (FFD8)");
        }
        this.bytes = bytes;
        this.due = due;
    }

    /**
     * The code of the next marker that has a segment, or of EOI.
     *
     * @throws DicomException INVALID where there is none, or another SOI
     */
    public int next() throws DicomException {
        for (at = MarkerPrefix.next(bytes, at, bytes.length); at + 1 < bytes.length; ) {
            int code = bytes[at + 1] & 0xFF;
            if (code == Markers.SOI) {
                throw DicomException.invalid("a second JPEG codestream starts inside the first, at byte " + at);
            }
            boolean alone = code == 0 || code == Markers.TEM || Markers.isRestart(code);
            if (!alone && code != 0xFF) {
                at += 2;
                return code;
            }
            at = MarkerPrefix.next(bytes, alone ? at + 2 : at + 1, bytes.length);
        }
        throw truncated();
    }

    /**
     * The segment behind a marker, which is behind the reader then.
     *
     * @throws DicomException INVALID where it is cut off
     */
    public Segment segment(int marker) throws DicomException {
        int length = at + 2 > bytes.length ? 0 : Segment.word(bytes, at);
        if (length < 2 || length > bytes.length - at) {
            throw truncated();
        }
        Segment segment = new Segment(bytes, marker, at + 2, at + length);
        at += length;
        return segment;
    }

    /** Skips entropy-coded data: up to the next marker that is neither RSTn nor a stuffed zero. */
    public void skipScan() throws DicomException {
        int last = bytes.length - 1;
        for (at = MarkerPrefix.next(bytes, at, last); at < last; at = MarkerPrefix.next(bytes, at + 1, last)) {
            int code = bytes[at + 1] & 0xFF;
            if (code != 0 && code != 0xFF && !Markers.isRestart(code)) {
                return;
            }
        }
        throw truncated();
    }

    /** Index of the next byte. */
    public int at() {
        return at;
    }

    /** Goes on from somewhere else. */
    public void goTo(int index) {
        at = index;
    }

    /** What is wrong with a codestream that is cut off here. */
    public DicomException truncated() {
        return DicomException.invalid("the JPEG codestream ends before " + due);
    }
}
