package org.dicomcaravan.codec.jpeg2000;

/** Bytes that are read from front to back, first by one reader, then by another. */
final class Stretch {

    private final byte[] bytes;
    private final int end;
    private int at;

    Stretch(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    static Stretch of(byte[] bytes) {
        return new Stretch(bytes, 0, bytes.length);
    }

    /** The bytes; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the next one is. */
    int position() {
        return at;
    }

    int left() {
        return end - at;
    }

    /** The next byte; -1 behind the last one. */
    int next() {
        return at < end ? bytes[at++] & 0xFF : -1;
    }

    /** Goes on, no further than to the end. */
    void skip(int count) {
        at = Math.min(end, at + count);
    }

    /** Skips a marker and so many bytes behind it, if it is next. */
    void skipMarker(int marker, int behind) {
        if (left() >= 2 + behind && isNext(marker)) {
            at += 2 + behind;
        }
    }

    /** Whether a marker is next. */
    boolean isNext(int marker) {
        return left() >= 2 && (bytes[at] & 0xFF) == marker >> 8 && (bytes[at + 1] & 0xFF) == (marker & 0xFF);
    }
}
